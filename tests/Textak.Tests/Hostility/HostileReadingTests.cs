using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Hostility;

/// <summary>Whatever stands in an address or in a call of the hub gets an answer that is none of our troubles; and no field is left out.</summary>
public sealed partial class HostileReadingTests(LiveSite site) : IClassFixture<LiveSite>
{
    // The server takes no longer line, and no longer message
    private const int Longest = 6000, LongestSaid = 600, Casts = 3;
    private const string HandlerInPath = "/{handler}";

    /// <summary>The addresses take turns.</summary>
    [Fact]
    public Task Each_text_is_answered_in_some_addresses() => ReadAllAsync((address, turn) => turn % (Field.IsTyped(address) ? 12 : 50) == 0);

    /// <summary>All of them in all addresses: takes a minute, and so is left out unless it is asked for.</summary>
    [Fact(Explicit = true)]
    public Task Each_text_is_answered_in_every_address() => ReadAllAsync((_, _) => true);

    [Fact]
    public async Task The_hub_answers()
    {
        await using var watcher = await Watcher.ConnectAsync(site);
        foreach (var typed in Typed.Where(typed => typed.Text.Length < LongestSaid)) await Should.ThrowAsync<HubException>(() => watcher.AskAsync(typed.Text, 0), typed.Tries);
        watcher.IsOpen.ShouldBeTrue();
        await watcher.WatchFeedAsync();
    }

    /// <summary>A new handler's fields go onto the list in <see cref="Field"/>.</summary>
    [Fact]
    public async Task Every_field_is_on_the_list()
    {
        List<string> posted = [], unread = [];
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } found) continue;
            var page = await site.Services.GetRequiredService<PageLoader>().LoadAsync(found, EndpointMetadataCollection.Empty);
            var route = endpoint.RoutePattern.RawText!;
            foreach (var handler in page.HandlerMethods)
                foreach (var parameter in handler.Parameters.Where(p => p.ParameterType == typeof(string) || p.ParameterType == typeof(string[])))
                    if (handler.HttpMethod == "Post") posted.Add($"{Address(route, handler.Name)} {parameter.Name}");
                    else if (!IsRead(Address(route, handler.Name), parameter.Name)) unread.Add($"{Address(route, handler.Name)} {parameter.Name}");
            foreach (var property in page.BoundProperties.Where(p => p.ParameterType == typeof(string)))
                if (!IsRead(Address(route, null), property.BindingInfo?.BinderModelName ?? property.Name)) unread.Add($"{Address(route, null)} {property.Name}");
        }
        posted.ShouldBe(Field.All.Select(field => $"{Route(field.Path)} {field.Name}").Distinct(), ignoreOrder: true);
        unread.ShouldBeEmpty();
    }

    private static IEnumerable<Hostile> Typed => Hostile.Texts.Concat(Hostile.RefusedLinks).Concat(Hostile.AcceptedLinks);

    private async Task ReadAllAsync(Func<string, int, bool> isAsked)
    {
        var faults = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, Casts).Select(n => ReadAsync([.. Typed.Where((_, place) => place % Casts == n)], isAsked, faults)));
        faults.Order().ShouldBeEmpty();
    }

    private async Task ReadAsync(Hostile[] all, Func<string, int, bool> isAsked, List<string> faults)
    {
        using var cast = await Cast.GatherAsync(site);
        await cast.MoveAsync();
        await cast.ArgueAsync();
        foreach (var (place, typed) in all.Index())
            foreach (var (i, (by, address)) in Field.Read.Index())
            {
                if (!isAsked(address, place + i)) continue;
                var written = typed.Encoded.Length > Longest ? typed.Encoded[..(Longest / 9 * 9)] : typed.Encoded;
                var (status, body) = await cast.ReadAsync(by, (await cast.PlaceAsync(address)).Replace("*", written, StringComparison.Ordinal));
                lock (faults)
                    if ((int)status >= 500) faults.Add($"{status}: {typed} in {address}");
                    else if (HostileTypingTests.IsMarkup(typed, body)) faults.Add($"markup: {typed} in {address}");
                    else if (address == "/?q=*" && written == typed.Encoded && typed.IsUtf8 && status == HttpStatusCode.OK && !Keeps(body, typed.Text)) faults.Add($"not kept: {typed}");
            }
    }

    // The field of the search takes 200 characters
    private static bool Keeps(string body, string text)
    {
        var plain = Plain.Text(text);
        return WebUtility.HtmlDecode(body).Contains(plain[..Math.Min(190, plain.Length)], StringComparison.Ordinal);
    }

    private static string Address(string route, string? handler)
    {
        var path = "/" + Constraint().Replace(route, "").TrimStart('/');
        if (path.Contains(HandlerInPath, StringComparison.Ordinal)) return path.Replace(HandlerInPath, handler is null ? "" : $"/{handler.ToLowerInvariant()}", StringComparison.Ordinal);
        return handler is null ? path : $"{path}?handler={handler.ToLowerInvariant()}";
    }

    private static string Route(string path) => path.Replace("{other}", "{slug}", StringComparison.Ordinal).Replace("{proposal}", "{id}", StringComparison.Ordinal);

    private static bool IsRead(string address, string name) => address.Contains($"{{{name}}}", StringComparison.OrdinalIgnoreCase)
        || Field.Read.Any(listed => listed.Address.Split('?')[0] == address.Split('?')[0] && listed.Address.Contains($"{name}=*", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@":[a-z]+\??(?=\})|\?(?=\})")]
    private static partial Regex Constraint();
}
