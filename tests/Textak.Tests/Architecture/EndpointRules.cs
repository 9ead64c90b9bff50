using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Platform;
using Textak.Tests.Wire;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Api;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Webhooks;
using Textak.Web.Platform;

namespace Textak.Tests.Architecture;

/// <summary>Every address of the program is on this list, with who may use it. A new one is added here by whoever makes it.</summary>
public sealed class EndpointRules(EndpointRules.Board site) : IClassFixture<EndpointRules.Board>
{
    internal const string Slug = "rules";
    private const string OneClick = "POST /notices/unsubscribe/{token}";
    private const string HandlerInPath = "/{handler:alpha?}";

    private static readonly (string Address, Who Who)[] Expected =
    [
        ("GET /", Who.Anybody),
        ("GET /live", Who.Anybody),
        ("GET /how-it-works", Who.Anybody),
        ("GET /track-record", Who.Anybody),
        ("GET /track-record/csv", Who.Anybody),
        ("GET /track-record/json", Who.Anybody),
        ("GET /leaderboard", Who.Anybody),
        ("GET /leaderboard/csv", Who.Anybody),
        ("GET /leaderboard/json", Who.Anybody),
        ("GET /u/{name}", Who.Anybody),
        ("GET /u/{name}/csv", Who.Anybody),
        ("GET /u/{name}/json", Who.Anybody),
        ("GET /moderation/log/{slug?}", Who.Anybody),
        ("GET /propose", Who.SignedIn),
        ("POST /propose", Who.SignedIn),
        ("POST /propose?handler=check", Who.SignedIn),
        ("GET /proposals", Who.SignedIn),
        ("GET /proposals/{id:long}", Who.ItsAuthorAndModerators),
        ("POST /proposals/{id:long}", Who.ItsAuthor),
        ("POST /proposals/{id:long}?handler=decision", Who.Moderators),
        ("GET /following", Who.SignedIn),
        ("POST /following?handler=board", Who.SignedIn),
        ("POST /following?handler=author", Who.SignedIn),
        ("GET /notices", Who.SignedIn),
        ("POST /notices", Who.SignedIn),
        ("GET /notices/choices", Who.SignedIn),
        ("POST /notices/choices", Who.SignedIn),
        ("POST /notices/choices?handler=ask", Who.SignedIn),
        ("POST /notices/choices?handler=address", Who.SignedIn),
        ("GET /notices/unsubscribe/{token}", Who.Anybody),
        (OneClick, Who.Anybody),
        ("GET /error", Who.Anybody),
        ("GET /account/register", Who.Anybody),
        ("POST /account/register", Who.Anybody),
        ("GET /account/sign-in", Who.Anybody),
        ("POST /account/sign-in", Who.Anybody),
        ("GET /account/sign-out", Who.Anybody),
        ("POST /account/sign-out", Who.Anybody),
        ("GET /account", Who.SignedIn),
        ("POST /account?handler=name", Who.SignedIn),
        ("POST /account?handler=email", Who.SignedIn),
        ("POST /account?handler=numbers", Who.SignedIn),
        ("POST /account?handler=password", Who.SignedIn),
        ("POST /account?handler=sessions", Who.SignedIn),
        ("POST /account?handler=warnings", Who.SignedIn),
        ("GET /account/webhooks", Who.SignedIn),
        ("POST /account/webhooks", Who.SignedIn),
        ("GET /account/webhooks/{id:long}", Who.ItsAuthor),
        ("POST /account/webhooks/{id:long}?handler=again", Who.ItsAuthor),
        ("POST /account/webhooks/{id:long}?handler=on", Who.ItsAuthor),
        ("POST /account/webhooks/{id:long}?handler=deletion", Who.ItsAuthor),
        ("GET /account/tokens", Who.SignedIn),
        ("POST /account/tokens?handler=token", Who.SignedIn),
        ("POST /account/tokens?handler=program", Who.SignedIn),
        ("POST /account/tokens?handler=revocation", Who.SignedIn),
        ("GET /api", Who.Anybody),
        ("GET /api/errors", Who.Anybody),
        ("GET /openapi/{documentName}.json", Who.Anybody),
        ("GET /u/{name}/sanctions", Who.Moderators),
        ("POST /u/{name}/sanctions", Who.Moderators),
        ("POST /u/{name}/sanctions?handler=lift", Who.Moderators),
        ("GET /f/{slug}/slow", Who.Moderators),
        ("POST /f/{slug}/slow", Who.Moderators),
        ("GET /f/{slug}", Who.Anybody),
        ("GET /f/{slug}/frames", Who.Anybody),
        ("GET /f/{slug}/similar", Who.Anybody),
        ("POST /f/{slug}/argument", Who.SignedIn),
        ("POST /f/{slug}/estimate", Who.SignedIn),
        ("POST /f/{slug}/reaffirmation", Who.SignedIn),
        ("POST /f/{slug}/withdrawal", Who.SignedIn),
        ("GET /f/{slug}/at", Who.Anybody),
        ("GET /f/{slug}/since", Who.Anybody),
        ("POST /f/{slug}/since", Who.SignedIn),
        ("GET /f/{slug}/criteria", Who.Anybody),
        ("POST /f/{slug}/criteria", Who.Moderators),
        ("GET /f/{slug}/status", Who.Moderators),
        ("POST /f/{slug}/status", Who.Moderators),
        ("GET /f/{slug}/arguments/{id:long}", Who.Anybody),
        ("GET /f/{slug}/arguments/{id:long}?handler=card", Who.Anybody),
        ("GET /f/{slug}/arguments/{id:long}?handler=rebuttals", Who.Anybody),
        ("POST /f/{slug}/arguments/{id:long}", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=rebuttal", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=agreement", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=source", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=grade", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=challenge", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=wording", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}?handler=withdrawal", Who.SignedIn),
        ("GET /f/{slug}/arguments/{id:long}/report", Who.SignedIn),
        ("POST /f/{slug}/arguments/{id:long}/report", Who.SignedIn),
        ("GET /f/{slug}/arguments/{id:long}/appeal", Who.ItsAuthor),
        ("POST /f/{slug}/arguments/{id:long}/appeal", Who.ItsAuthor),
        ("GET /f/{slug}/arguments/{id:long}/case", Who.Moderators),
        ("POST /f/{slug}/arguments/{id:long}/case", Who.Moderators),
        ("GET /moderation/queue", Who.Moderators),
        ("GET /moderation/news", Who.Moderators),
        ("GET /moderation/news/{id:long}", Who.Moderators),
        ("POST /moderation/news/{id:long}", Who.Moderators),
        ("GET /moderation/signal", Who.Moderators),
        ("POST /moderation/signal", Who.Moderators),
        ("GET /f/{slug}/signals", Who.Moderators),
        ("POST /f/{slug}/signals", Who.Moderators),
        ("GET /f/{slug}/terms", Who.Moderators),
        ("POST /f/{slug}/terms", Who.Moderators),
        ("GET /admin/feeds", Who.Admins),
        ("POST /admin/feeds", Who.Admins),
        ("GET /admin/feeds/{id:int}", Who.Admins),
        ("POST /admin/feeds/{id:int}", Who.Admins),
        ("POST /admin/feeds/{id:int}?handler=state", Who.Admins),
        ("GET /f/{slug}/arguments/{id:long}/visibility", Who.Moderators),
        ("POST /f/{slug}/arguments/{id:long}/visibility", Who.Moderators),
        ("GET /atom/{category?}", Who.Anybody),
        ("GET /f/{slug}/atom", Who.Anybody),
        ("GET /embed/{slug}", Who.Anybody),
        ("GET /f/{slug}/picture.png", Who.Anybody),
        ("GET /files", Who.Anybody),
        ("GET /files/forecasts.csv", Who.Anybody),
        ("GET /files/arguments.csv", Who.Anybody),
        ("GET /files/history.csv", Who.Anybody),
        ("GET /files/all.json", Who.Anybody),
        ("GET /f/{slug}/files/arguments.csv", Who.Anybody),
        ("GET /f/{slug}/files/history.csv", Who.Anybody),
        ("GET /f/{slug}/files/all.json", Who.Anybody),
        ("GET /robots.txt", Who.Anybody),
        ("GET /sitemap.xml", Who.Anybody),
        ("GET /sitemap/pages.xml", Who.Anybody),
        ("GET /sitemap/{number:int:min(1)}.xml", Who.Anybody),
        ("SOCKET /hubs/board", Who.Anybody),
        ("SOCKET /hubs/board/negotiate", Who.Anybody),
    ];

    /// <summary>All of them, and those that admins alone may use.</summary>
    internal static IEnumerable<string> Addresses => Expected.Select(e => e.Address);

    /// <inheritdoc cref="Addresses"/>
    internal static IEnumerable<string> OfAdmins => Expected.Where(e => e.Who == Who.Admins).Select(e => e.Address);

    public static TheoryData<string, Who> Requests() => [.. Expected.Where(e => !e.Address.StartsWith("SOCKET", StringComparison.Ordinal))];

    [Fact]
    public async Task Every_address_is_on_the_list()
    {
        var addresses = new List<string>();
        foreach (var endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            addresses.AddRange(await AddressesAsync(endpoint));
        addresses.Distinct().ShouldBe(Expected.Select(e => e.Address), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task It_lets_in_whom_the_list_says(string address, Who who)
    {
        using var stranger = site.Visit(follows: false);
        (await IsLetInAsync(stranger.Client, address)).ShouldBe(who is Who.Anybody, "somebody without an account");
        using var suspended = await site.SuspendedAsync();
        (await IsLetInAsync(suspended, address)).ShouldBe(who is Who.Anybody, "somebody who is suspended");
        using var participant = await site.ParticipantAsync();
        (await IsLetInAsync(participant, address)).ShouldBe(who is Who.Anybody or Who.SignedIn, "a participant");
        using var author = await site.AuthorAsync();
        (await IsLetInAsync(author, address)).ShouldBe(who is not (Who.Moderators or Who.Admins), "the author of the argument");
        using var moderator = await site.ModeratorAsync();
        (await IsLetInAsync(moderator, address)).ShouldBe(who is not (Who.ItsAuthor or Who.Admins), "a moderator");
        using var admin = await site.AdminAsync();
        (await IsLetInAsync(admin, address)).ShouldBe(who is not Who.ItsAuthor, "an admin");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_may_change_something_needs_a_form_of_ours(string address, Who who)
    {
        if (!address.StartsWith("POST", StringComparison.Ordinal)) return;
        using var moderator = await site.ModeratorAsync();
        using var response = await moderator.PostAsync(Path(address), new FormUrlEncodedContent([new("who", who.ToString())]));
        // Mail programs have no form; the token in the address is what they need
        response.StatusCode.ShouldBe(address == OneClick ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    private async Task<IEnumerable<string>> AddressesAsync(RouteEndpoint endpoint)
    {
        var (route, about) = ("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata);
        // The second is for files that were not published, on a developer's machine
        // What programs call has a list of its own: Api/ApiRules
        if (about.GetMetadata<StaticAssetDescriptor>() is not null || route == "/{**path:file}" || about.GetMetadata<ApiOperation>() is not null) return [];
        if (about.GetMetadata<HubMetadata>() is not null) return [$"SOCKET {route}"];
        if (about.GetMetadata<PageActionDescriptor>() is not { } page)
            return about.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {route}") ?? [$"ANY {route}"];

        var handlers = (await site.Services.GetRequiredService<PageLoader>().LoadAsync(page, EndpointMetadataCollection.Empty)).HandlerMethods;
        // Without a handler of its own a page is shown all the same
        return handlers.Select(h => $"{h.HttpMethod.ToUpperInvariant()} {Named(route, h.Name)}").Append($"GET {Named(route, null)}");
    }

    private static string Named(string route, string? handler) =>
        route.Contains(HandlerInPath) ? route.Replace(HandlerInPath, handler is null ? "" : $"/{handler.ToLowerInvariant()}")
        : handler is null ? route : $"{route}?handler={handler.ToLowerInvariant()}";

    private async Task<bool> IsLetInAsync(HttpClient client, string address)
    {
        await site.HaveWebhookAsync();
        using var response = address.StartsWith("GET", StringComparison.Ordinal)
            ? await client.GetAsync(Path(address))
            : await client.PostAsync(Path(address), ("commandId", Guid.Empty.ToString()));
        // What is one author's is not there for others; the page of errors says so of itself
        return !(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || response.StatusCode == HttpStatusCode.NotFound && address != "GET /error"
            || response.Headers.Location?.OriginalString.Contains("/account/sign-in?returnUrl", StringComparison.OrdinalIgnoreCase) == true);
    }

    private string Path(string address)
    {
        var path = address[(address.IndexOf(' ') + 1)..];
        if (path.StartsWith("/account/webhooks/", StringComparison.Ordinal)) return path.Replace("{id:long}", $"{site.WebhookId}");
        if (path.StartsWith("/proposals", StringComparison.Ordinal)) return path.Replace("{id:long}", $"{site.ProposalId}");
        if (path.StartsWith("/moderation/news", StringComparison.Ordinal)) return path.Replace("{id:long}", $"{site.NewsId}");
        return path.Replace("{slug}", Slug).Replace("{slug?}", Slug).Replace("{documentName}", "v1").Replace("{category?}", "models").Replace("{number:int:min(1)}", "1").Replace("{name}", "Pat%20Poster")
            .Replace("{id:long}", $"{site.ArgumentId}").Replace("{id:int}", $"{site.FeedId}").Replace("{token}", site.Token);
    }

    public enum Who { Anybody, SignedIn, ItsAuthor, ItsAuthorAndModerators, Moderators, Admins }

    /// <summary>A board with one argument, which is hidden, and somebody of each sort.</summary>
    public class Board : ShieldedSite, IAsyncLifetime
    {
        private long moderator;
        private long participant;
        private long author;
        private long admin;
        private long suspended;

        public long ArgumentId { get; private set; }
        public long ProposalId { get; private set; }
        public int FeedId { get; private set; }
        public long NewsId { get; private set; }
        public long WebhookId { get; private set; }
        public string Token => Services.GetRequiredService<MailLinks>().Unsubscribe(author, NoticeCauses.All);

        public Task<HttpClient> ModeratorAsync() => SignedInAsync(moderator, Roles.Moderator);

        public Task<HttpClient> AdminAsync() => SignedInAsync(admin, Roles.Admin);

        public Task<HttpClient> ParticipantAsync() => SignedInAsync(participant, Roles.Participant);

        public Task<HttpClient> AuthorAsync() => SignedInAsync(author, Roles.Participant);

        public Task<HttpClient> SuspendedAsync() => SignedInAsync(suspended, Roles.Moderator);

        /// <summary>The author's webhook, which is made again where it was deleted.</summary>
        public Task HaveWebhookAsync() => UseAsync<TextakDb>(async db =>
        {
            var hook = db.Webhooks.SingleOrDefault() ?? db.Webhooks.Add(new()
            {
                AccountId = author, Address = "https://receiver.example/", Secret = "none", Boards = HookBoards.Mine, Kinds = HookKinds.Signals, CommandId = Ids.New(), CreatedAt = DateTimeOffset.UnixEpoch,
            }).Entity;
            await db.SaveChangesAsync();
            WebhookId = hook.Id;
            // So that nothing is sent
            await db.Webhooks.ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, DateTimeOffset.UnixEpoch));
        });

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            (await RegisterAsync("Pat Poster")).Dispose();
            (await ModeratorAsync("Mo Keeper")).Dispose();
            foreach (var name in new[] { "Au Thor", "Chief Keeper", "Sus Keeper" }) (await RegisterAsync(name)).Dispose();
            (await UserVerbs.RunAsync(Services, ["suspend", "Sus Keeper"])).ShouldBe(0);
            (participant, moderator, author, admin, suspended) = (await IdAsync("Pat Poster"), await IdAsync("Mo Keeper"), await IdAsync("Au Thor"), await IdAsync("Chief Keeper"), await IdAsync("Sus Keeper"));
            await UseAsync<BoardLog>(log => log.OpenAsync(() => new()
            {
                Slug = Slug, Title = "Rules", Thesis = "Rules hold.", Criteria = "They do.", Category = Category.Work,
                Horizon = new(2030, 1, 1), OpenedAt = DateTimeOffset.UnixEpoch,
            }, moderator, () => []));
            using var poster = await AuthorAsync();
            using var posted = await poster.PostAsync($"/f/{Slug}/argument",
                ("commandId", "11111111-1111-1111-1111-111111111111"), ("side", "for"), ("text", "An argument to be acted on."));
            ArgumentId = await ReadAsync(db => Task.FromResult(db.Arguments.Single().Id));
            using var proposed = await poster.PostAsync("/propose",
                ("commandId", "11111111-1111-1111-1111-111111111114"), ("title", "Will there be rules by 2030?"), ("thesis", "There will be rules by then."),
                ("criteria", "True if the register of rules lists at least one by the end of 2029; false otherwise."), ("category", "Policy"), ("horizon", "2029-12-31"));
            ProposalId = await ReadAsync(db => Task.FromResult(db.Proposals.Single().Id));
            (FeedId, NewsId) = await this.WireAsync();
            await HaveWebhookAsync();
            using var reporter = await ParticipantAsync();
            using var reported = await reporter.PostAsync($"/f/{Slug}/arguments/{ArgumentId}/report", ("commandId", "11111111-1111-1111-1111-111111111112"), ("cause", "Spam"));
            using var keeper = await ModeratorAsync();
            using var hidden = await keeper.PostAsync($"/f/{Slug}/arguments/{ArgumentId}/visibility",
                ("commandId", "11111111-1111-1111-1111-111111111113"), ("hidden", "true"), ("reason", "So that it can be objected to"));
        }

        private Task<long> IdAsync(string name) => ReadAsync(db => Task.FromResult(db.Users.Single(u => u.UserName == name).Id));
    }
}
