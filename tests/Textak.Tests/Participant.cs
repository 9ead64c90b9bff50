using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests;

/// <summary>Somebody who sends commands to boards, many at once if need be. All of it goes over HTTP.</summary>
public sealed class Participant(Visitor visitor, string token) : IDisposable
{
    public Visitor Visitor => visitor;

    /// <summary>What a form of ours carries, so that it is known for one.</summary>
    public string Token => token;

    /// <summary>Somebody who has just registered.</summary>
    public static async Task<Participant> JoinAsync(Site site, string name) => await EnterAsync(await site.RegisterAsync(name));

    public static async Task<Participant> ModerateAsync(Site site, string name) => await EnterAsync(await site.ModeratorAsync(name));

    public static async Task<Participant> AdminAsync(Site site, string name) => await EnterAsync(await site.GrantedAsync(name, Roles.Admin));

    /// <summary>Somebody without an account, who has a form of ours and nothing else.</summary>
    public static async Task<Participant> StrangerAsync(Site site, string slug) => await EnterAsync(site.Visit(), "/account/sign-in");

    public Task<Reply> ArgueAsync(
        string slug, string side, string? text, string? link = null, Guid? id = null, Manner manner = Manner.Script, string? percent = null) =>
        SendAsync($"/f/{slug}/argument", manner, id, ("side", side), ("text", text), ("link", link), ("percent", percent));

    public Task<Reply> EstimateAsync(string slug, string? percent, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/estimate", manner, id, ("percent", percent));

    public Task<Reply> EstimateAsync(string slug, int percent, Guid? id = null, Manner manner = Manner.Script) =>
        EstimateAsync(slug, FormattableString.Invariant($"{percent}"), id, manner);

    /// <summary>Sets an estimate and says what moved one there: "a12", "s7".</summary>
    public Task<Reply> MoveAsync(string slug, int percent, params string[] moved) =>
        SendAsync($"/f/{slug}/estimate", Manner.Script, null, [("percent", FormattableString.Invariant($"{percent}")), .. moved.Select(key => ("moved", (string?)key))]);

    public Task<Reply> WithdrawAsync(string slug, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/withdrawal", manner, id);

    /// <summary>Says once more what one's page shows as one's own.</summary>
    public Task<Reply> ReaffirmAsync(string slug, int percent, Guid? id = null) =>
        SendAsync($"/f/{slug}/reaffirmation", Manner.Script, id, ("percent", FormattableString.Invariant($"{percent}")));

    /// <param name="number">The version that the form was opened on.</param>
    public Task<Reply> ChangeCriteriaAsync(string slug, int number, string? text, string? reason, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/criteria", manner, id, ("number", FormattableString.Invariant($"{number}")), ("text", text), ("reason", reason));

    /// <summary>Publishes, locks, resolves or reopens: the name of a step.</summary>
    public Task<Reply> StepAsync(string slug, string? step, string? reason, string? sources = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/status", manner, id, ("step", step), ("reason", reason), ("sources", sources));

    public Task<Reply> RateAsync(string slug, long argument, string? stars, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}", manner, id, ("stars", stars));

    public Task<Reply> RebutAsync(string slug, long argument, string? text, string? link = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=rebuttal", manner, id, ("text", text), ("link", link));

    /// <summary>Posts a rebuttal that has to be taken.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> RebuttedAsync(string slug, long argument, string text, string? link = null) =>
        (await RebutAsync(slug, argument, text, link)).ShouldBeTaken().ArgumentId!.Value;

    public Task<Reply> AgreeAsync(string slug, long argument, string? agrees = "true", Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=agreement", manner, id, ("agrees", agrees));

    /// <summary>Adds a source to an argument of one's own.</summary>
    public Task<Reply> CiteAsync(string slug, long argument, string? link, string? title = null, string? publisher = null, string? grade = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=source", manner, id, ("link", link), ("title", title), ("publisher", publisher), ("grade", grade));

    /// <summary>Gives a source of one's own another grade, or with "none" takes it away.</summary>
    public Task<Reply> GradeAsync(string slug, long argument, long source, string? grade, Guid? id = null) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=grade", Manner.Script, id, ("source", FormattableString.Invariant($"{source}")), ("grade", grade));

    public Task<Reply> ChallengeAsync(string slug, long argument, long source, string? grade, Guid? id = null) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=challenge", Manner.Script, id, ("source", FormattableString.Invariant($"{source}")), ("grade", grade));

    /// <param name="edition">The wording that the form was opened on.</param>
    public Task<Reply> EditAsync(string slug, long argument, int edition, string? text, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=wording", manner, id, ("edition", FormattableString.Invariant($"{edition}")), ("text", text));

    /// <summary>Takes an argument of one's own from the board.</summary>
    public Task<Reply> TakeBackAsync(string slug, long argument, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}?handler=withdrawal", manner, id);

    public Task<Reply> HideAsync(string slug, long argument, string? reason, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}/visibility", manner, id, ("hidden", "true"), ("reason", reason));

    public Task<Reply> RestoreAsync(string slug, long argument, string? reason, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}/visibility", manner, id, ("hidden", "false"), ("reason", reason));

    public Task<Reply> ReportAsync(string slug, long argument, string? cause, string? note = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}/report", manner, id, ("cause", cause), ("note", note));

    public Task<Reply> AppealAsync(string slug, long argument, string? text, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}/appeal", manner, id, ("text", text));

    /// <summary>Takes a case of the queue, lets it go or decides it: the name of an act.</summary>
    public Task<Reply> DecideAsync(string slug, long argument, string? act, string? reason = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/f/{slug}/arguments/{argument}/case", manner, id, ("act", act), ("reason", reason));

    /// <summary>Warns, mutes or suspends somebody: the name of a kind.</summary>
    public Task<Reply> SanctionAsync(string name, string? kind, string? reason, string? days = "", string? board = null, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/u/{Uri.EscapeDataString(name)}/sanctions", manner, id, ("kind", kind), ("reason", reason), ("days", days), ("board", board));

    public Task<Reply> LiftAsync(string name, long sanction, string? reason, Guid? id = null, Manner manner = Manner.Script) =>
        SendAsync($"/u/{Uri.EscapeDataString(name)}/sanctions?handler=lift", manner, id, ("id", FormattableString.Invariant($"{sanction}")), ("reason", reason));

    /// <summary>Posts an argument that has to be taken.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> ArguedAsync(string slug, string side, string text, string? link = null) =>
        (await ArgueAsync(slug, side, text, link)).ShouldBeTaken().ArgumentId!.Value;

    public Task<Reply> SendAsync(string path, Manner manner, Guid? id, params (string Name, string? Value)[] fields) =>
        PostAsync(path, manner, [("commandId", (id ?? Ids.New()).ToString()), .. fields]);

    /// <summary>Posts just these fields, and the token.</summary>
    public async Task<Reply> PostAsync(string path, Manner manner, params (string Name, string? Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Where(f => f.Value is not null).Append(("__RequestVerificationToken", token))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2!))),
        };
        request.Headers.Add("Accept", manner == Manner.Script ? "application/json" : "text/html");
        using var response = await visitor.Client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public void Dispose() => visitor.Dispose();

    /// <summary>Somebody who is signed in already, or a stranger, with the token of a page.</summary>
    internal static async Task<Participant> EnterAsync(Visitor visitor, string page = "/")
    {
        await visitor.GetAsync(page);
        var token = visitor.Page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]");
        return new(visitor, token?.Value ?? throw new InvalidOperationException($"There is no form on {page}."));
    }
}
