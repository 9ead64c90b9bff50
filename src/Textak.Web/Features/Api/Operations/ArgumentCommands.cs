using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class ArgumentCommands
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Make<ApiDone>("/forecasts/{slug}/arguments", "postArgument", Scopes.Argue, PostAsync);
        api.Make<ApiDone>("/forecasts/{slug}/arguments/{id}/rebuttals", "postRebuttal", Scopes.Argue, RebutAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/text", "editArgument", Scopes.Argue, EditAsync).IfMatch();
        api.Take<ApiDone>("/forecasts/{slug}/arguments/{id}", "withdrawArgument", Scopes.Argue, WithdrawAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/vote", "rateArgument", Scopes.Argue, RateAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/agreement", "agree", Scopes.Argue, AgreeAsync);
        api.Do<ApiDone>("/forecasts/{slug}/arguments/{id}/sources", "citeSource", Scopes.Argue, CiteAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/sources/{source}/grade", "gradeSource", Scopes.Argue, GradeAsync);
        api.Take<ApiDone>("/forecasts/{slug}/arguments/{id}/sources/{source}", "takeSource", Scopes.Argue, TakeAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/sources/{source}/challenge", "challengeGrade", Scopes.Argue, ChallengeAsync);
        api.Do<ApiDone>("/forecasts/{slug}/arguments/{id}/report", "reportArgument", Scopes.Argue, ReportAsync);
        api.Own<ApiHiding>("/forecasts/{slug}/arguments/{id}/appeal", "readAppeal", HidingAsync);
        api.Do<ApiDone>("/forecasts/{slug}/arguments/{id}/appeal", "makeAppeal", Scopes.Argue, AppealAsync);
    }

    /// <summary>Post an argument</summary>
    /// <remarks>For or against, with a source if there is one, and with one’s own estimate if it moved that.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> PostAsync(string slug, Caller caller, Body<ApiNewArgument> body, ApiCommands commands, IOptions<Limits> limits, TimeProvider time)
    {
        var (said, source) = (body.Value, body.Value.Source?.Typed);
        if (said.Percent is not null && caller.Http.Features.Get<ShownToken>()?.Scopes.HasFlag(Scopes.Estimate) != true) return ApiError.Scope.Answer("The token doesn’t let you estimate: leave percent out.", "percent");
        var post = new PostArgument(said.Side?.ToString(), said.Text, source?.Link, said.Percent?.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            Title = source?.Title, Publisher = source?.Publisher, Grade = source?.Grade, AtMost = caller.Viewer.MostArguments(limits.Value),
        };
        return await commands.CarryOutAsync(caller, slug, post.ApplyAsync, board => post.Reads(board, time.Now()), under: UnderSource, at: done => At(slug, done));
    }

    /// <summary>Rebut an argument</summary>
    /// <remarks>Two levels deep. What rebuts pulls the other way.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> RebutAsync(string slug, long id, Caller caller, Body<ApiNewRebuttal> body, TextakDb db, ApiCommands commands, IOptions<Limits> limits)
    {
        var (said, source) = (body.Value, body.Value.Source?.Typed);
        var post = new PostArgument(null, said.Text, source?.Link) { Answers = id, Title = source?.Title, Publisher = source?.Publisher, Grade = source?.Grade, AtMost = caller.Viewer.MostArguments(limits.Value) };
        return commands.OnArgumentAsync(caller, db, slug, id, post.ApplyAsync, under: UnderSource, at: done => At(slug, done));
    }

    /// <summary>Edit one’s argument</summary>
    /// <remarks>Everybody can compare it with what it said before.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> EditAsync(string slug, long id, Caller caller, Body<ApiNewWording> body, TextakDb db, ApiCommands commands)
    {
        var edition = 0;
        return commands.OnArgumentAsync(caller, db, slug, id, ApiCommands.IfMatch(Tagged.Named(caller.Http.Request), async change =>
        {
            var now = await change.Db.Arguments.Where(a => a.Id == id).Select(a => new { a.Edition, a.Seq }).SingleAsync();
            edition = now.Edition;
            return edition == 1 ? now.Seq : await change.Db.Wordings.Where(w => w.ArgumentId == id && w.Number == now.Edition - 1).Select(w => w.EndSeq).SingleAsync();
        }, change => new EditArgument(id, edition, body.Value.Text).ApplyAsync(change)));
    }

    /// <summary>Withdraw one’s argument</summary>
    /// <remarks>For good. What it moved stays as it was.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> WithdrawAsync(string slug, long id, Caller caller, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new WithdrawArgument(id).ApplyAsync);

    /// <summary>Say how strong an argument is</summary>
    /// <remarks>Whichever side one is on. A second vote takes the place of the first.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> RateAsync(string slug, long id, Caller caller, Body<ApiVote> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new RateArgument(id, body.Value.Stars).ApplyAsync);

    /// <summary>Agree with an argument, or no longer</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> AgreeAsync(string slug, long id, Caller caller, Body<ApiAgreement> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new Agree(id, body.Value.Agrees).ApplyAsync);

    /// <summary>Cite a source</summary>
    /// <remarks>For one’s own argument; at most five at once.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> CiteAsync(string slug, long id, Caller caller, Body<ApiNewSource> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new CiteSource(id, body.Value.Typed).ApplyAsync);

    /// <summary>Grade a source of one’s own anew</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    /// <param name="source">The source's number.</param>
    public static Task<IResult> GradeAsync(string slug, long id, long source, Caller caller, Body<ApiGrading> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new GradeSource(id, source, body.Value.Grade?.ToString()).ApplyAsync);

    /// <summary>Take a source away from one’s argument</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    /// <param name="source">The source's number.</param>
    public static Task<IResult> TakeAsync(string slug, long id, long source, Caller caller, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new GradeSource(id, source, GradeSource.Away).ApplyAsync);

    /// <summary>Challenge the grade of a source</summary>
    /// <remarks>Say which it deserves; with the author’s own the challenge is taken back.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    /// <param name="source">The source's number.</param>
    public static Task<IResult> ChallengeAsync(string slug, long id, long source, Caller caller, Body<ApiGrading> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new ChallengeGrade(id, source, body.Value.Grade?.ToString()).ApplyAsync);

    /// <summary>Report an argument to the moderators</summary>
    /// <remarks>Once. They alone see it.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> ReportAsync(string slug, long id, Caller caller, Body<ApiReport> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new ReportArgument(id, body.Value.Cause, body.Value.Note).ApplyAsync);

    /// <summary>Read what became of one’s hidden argument</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> HidingAsync(string slug, long id, Caller caller, TextakDb db, Tailer tailer, Heads heads)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } forecast) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(forecast).WaitAsync(caller.Stop);
        return await HiddenOfMine.ReadAsync(db, caller.Viewer, id, caller.Stop) is [var hiding] && hiding.Slug == slug ? new Tagged(ApiHiding.Of(hiding), head) : ApiError.NotFound.Answer();
    }

    /// <summary>Object to the hiding of one’s argument</summary>
    /// <remarks>Once for each time that it was hidden. Another moderator decides.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> AppealAsync(string slug, long id, Caller caller, Body<ApiNewAppeal> body, TextakDb db, ApiCommands commands) =>
        await HiddenOfMine.ReadAsync(db, caller.Viewer, id, caller.Stop) is not [{ Slug: var board }] || board != slug ? ApiError.NotFound.Answer()
            : await commands.CarryOutAsync(caller, slug, new MakeAppeal(id, body.Value.Text).ApplyAsync);

    private static string UnderSource(string field) => field is "link" or "title" or "publisher" or "grade" ? $"source.{field}" : field;

    private static string At(string slug, ApiDone done) => FormattableString.Invariant($"{TokenServices.Path}/forecasts/{Uri.EscapeDataString(slug)}/arguments/{done.ArgumentId}");
}
