using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Wire;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Tests.Hostility;

/// <summary>Some people who type the same into all that they find, one after the other, with boards of their own.</summary>
internal sealed class Cast : IDisposable
{
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly Site site;
    private readonly string name = Fresh.Name("Author");
    private readonly Dictionary<Who, Participant> people = [];
    private readonly Dictionary<string, string> places = [];
    private readonly HashSet<Field> done = [];
    private int sent;

    private Cast(Site site) => this.site = site;

    public static async Task<Cast> GatherAsync(Site site)
    {
        var cast = new Cast(site);
        cast.people[Who.Author] = await cast.JoinAsync(cast.name);
        cast.people[Who.Reader] = await cast.JoinAsync(Fresh.Name("Reader"));
        var keeper = Fresh.Name("Keeper");
        cast.people[Who.Keeper] = await cast.JoinAsync(keeper, Roles.Moderator);
        cast.places["keeper"] = Number(await site.ReadAsync(db => db.Users.Where(a => a.UserName == keeper).Select(a => a.Id).SingleAsync()));
        cast.people[Who.Admin] = await cast.JoinAsync(Fresh.Name("Chief"), Roles.Admin);
        cast.people[Who.Stranger] = await cast.StrangerAsync();
        cast.places["name"] = Fresh.Name("Target");
        (await site.RegisterAsync(cast.places["name"])).Dispose();
        await cast.people[Who.Author].SendAsync("/propose", Manner.Form, null, ("title", "Will there be rules by 2030?"), ("thesis", "There will be rules by then."),
            ("criteria", "True if the register of rules lists at least one by the end of 2029; false otherwise."), ("category", "Policy"), ("horizon", "2029-12-31"));
        cast.places["proposal"] = Number(await site.ReadAsync(db => db.Proposals.Where(p => p.Proposer!.UserName == cast.name).Select(p => p.Id).SingleAsync()));
        var (feed, news) = await site.WireAsync();
        (cast.places["feed"], cast.places["news"]) = (Number(feed), Number(news));
        return cast;
    }

    /// <summary>Goes on on new boards, before the old ones grow long.</summary>
    public async Task MoveAsync() =>
        (places["slug"], places["other"]) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));

    /// <summary>Takes a new argument for the next case.</summary>
    public async Task ArgueAsync()
    {
        done.Clear();
        var posted = await site.AppendAsync(places["slug"], name, new PostArgument("for", "This is to be acted on in many ways.", "https://source.example/").ApplyAsync);
        places["id"] = Number(posted[0].ArgumentId!.Value);
    }

    /// <summary>Sends something from a field, after what it needs.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(Field field, Hostile? typed, Manner manner)
    {
        if (field.Needs is { } needs && done.Add(needs)) await SendAsync(needs, null, Manner.Script);
        var person = people[field.By];
        var fine = await PlaceAsync(field.Fine);
        var body = $"commandId={Ids.New()}&__RequestVerificationToken={Uri.EscapeDataString(person.Token)}&{fine}{(typed is null ? "" : $"&{field.Name}={field.Lead}{typed.Encoded}")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, await PlaceAsync(field.Path)) { Content = new StringContent(body, Form) };
        request.Headers.Add("Accept", manner == Manner.Script ? "application/json" : "text/html");
        using var response = await person.Visitor.Client.SendAsync(request);
        // Whoever got in through a form is no stranger any more
        if (field.By == Who.Stranger && response.StatusCode == HttpStatusCode.Found)
        {
            person.Dispose();
            people[Who.Stranger] = await StrangerAsync();
        }
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Reads what stands at an address.</summary>
    public async Task<(HttpStatusCode Status, string Body)> ReadAsync(Who by, string address)
    {
        using var response = await people[by].Visitor.Client.GetAsync(address);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>An address, or what is sent along, with what there is now in place of what stands in braces.</summary>
    public async Task<string> PlaceAsync(string template)
    {
        if (!template.Contains('{', StringComparison.Ordinal)) return template;
        places["number"] = Number(++sent);
        var (slug, id, proposal) = (places.GetValueOrDefault("slug"), Read("id"), Read("proposal"));
        if (template.Contains("{signal}", StringComparison.Ordinal))
        {
            await site.AppendAsync(places["slug"], name, new AddSignal("All is fine", "Fine Paper", null, DateTimeOffset.UnixEpoch, Direction.For, Grade.Direct).ApplyAsync);
            places["signal"] = Number(await site.ReadAsync(db => db.Signals.Where(s => db.Forecasts.Any(f => f.Id == s.ForecastId && f.Slug == slug)).MaxAsync(s => s.Id)));
        }
        if (template.Contains("{criteria}", StringComparison.Ordinal)) places["criteria"] = Number((await site.ForecastAsync(places["other"])).CriteriaNumber);
        if (template.Contains("{source}", StringComparison.Ordinal)) places["source"] = Number(await site.ReadAsync(db => db.SourceLinks.Where(s => s.ArgumentId == id).MinAsync(s => s.Id)));
        if (template.Contains("{sanction}", StringComparison.Ordinal)) places["sanction"] = Number(await site.ReadAsync(db => db.Sanctions.Where(s => s.Forecast!.Slug == slug).MaxAsync(s => s.Id)));
        if (template.Contains("{seen}", StringComparison.Ordinal))
            places["seen"] = Number((await site.ReadAsync(db => db.Proposals.Where(p => p.Id == proposal).Select(p => p.ChangedAt).SingleAsync())).ToUnixTimeMilliseconds());
        return places.Aggregate(template, (filled, place) => filled.Replace($"{{{place.Key}}}", Uri.EscapeDataString(place.Value), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        foreach (var person in people.Values) person.Dispose();
    }

    private async Task<Participant> StrangerAsync() => await Participant.EnterAsync(site.Visit(follows: false), "/account/sign-in");

    // Where a form leads is not followed: the board would be drawn each time
    private async Task<Participant> JoinAsync(string called, string? role = null)
    {
        var visitor = site.Visit(follows: false);
        await visitor.RegisterAsync(called);
        if (role is null) return await Participant.EnterAsync(visitor);
        await site.UseAsync<UserManager<Account>>(async users => await users.AddToRoleAsync((await users.FindByNameAsync(called))!, role));
        visitor.Dispose();
        visitor = site.Visit(follows: false);
        await visitor.SignInAsync(called);
        return await Participant.EnterAsync(visitor);
    }

    private long Read(string place) => long.Parse(places.GetValueOrDefault(place, "0"), CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
