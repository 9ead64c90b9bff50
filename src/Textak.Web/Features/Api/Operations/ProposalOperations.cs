using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Proposals;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class ProposalOperations
{
    private const int MostShown = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiProposals>("/proposals", "listProposals", ListAsync);
        api.Own<ApiProposal>("/proposals/{id}", "readProposal", ReadAsync);
        api.Make<ApiProposal>("/proposals", "propose", Scopes.Argue, ProposeAsync);
        api.Do<ApiDraftCheck>("/drafts/check", "checkDraft", Scopes.Argue, CheckAsync);
        api.Put<ApiProposal>("/proposals/{id}", "rewriteProposal", Scopes.Argue, RewriteAsync).IfMatch();
        api.Do<ApiProposal>("/proposals/{id}/decision", "decideProposal", Scopes.Moderate, DecideAsync).IfMatch();
    }

    /// <summary>List proposals</summary>
    /// <remarks>One’s own and, for a moderator’s token, those that wait: the first hundred of each.</remarks>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, Heads heads)
    {
        var (me, stop) = (caller.Me, caller.Stop);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        var all = db.Proposals.AsNoTracking().Include(p => p.Proposer).Include(p => p.Forecast);
        var mine = await all.Where(p => p.ProposerId == me).OrderByDescending(p => p.Id).Take(MostShown).ToListAsync(stop);
        var waiting = !caller.Viewer.Moderates ? [] : await all.Where(p => p.State == ProposalState.Waiting && p.ProposerId != me).OrderBy(p => p.ChangedAt).Take(MostShown).ToListAsync(stop);
        return new Tagged(new ApiProposals { Mine = [.. mine.Select(ApiProposal.Of)], Waiting = [.. waiting.Select(ApiProposal.Of)] }, head);
    }

    /// <summary>Read a proposal</summary>
    /// <remarks>One’s own, or as a moderator anybody’s. Its ETag is what a rewriting and a decision name as If-Match.</remarks>
    /// <param name="id">The proposal's number.</param>
    public static async Task<IResult> ReadAsync(long id, Caller caller, TextakDb db) =>
        await FindAsync(db, id, caller) is { } proposal ? new Tagged(ApiProposal.Of(proposal), Version(proposal), exact: true) : ApiError.NotFound.Answer();

    /// <summary>Propose a forecast</summary>
    /// <remarks>A moderator publishes it, sends it back or declines it.</remarks>
    public static async Task<IResult> ProposeAsync(Caller caller, Body<ApiDraft> body, TextakDb db, TimeProvider time)
    {
        var (made, problems) = await MakeProposal.CarryOutAsync(db, caller.Me, body.Value.Typed, caller.CommandId, time.Now());
        return made is { } id ? TypedResults.Created(FormattableString.Invariant($"{TokenServices.Path}/proposals/{id}"), ApiProposal.Of((await FindAsync(db, id, caller))!)) : ApiError.Refuse(problems);
    }

    /// <summary>Check a question as far as it is written</summary>
    /// <remarks>What keeps it from being asked, what could be better, and what was asked already. It changes nothing.</remarks>
    public static async Task<IResult> CheckAsync(Caller caller, Body<ApiDraft> body, TextakDb db, TimeProvider time)
    {
        var draft = body.Value.Typed;
        return TypedResults.Json(ApiDraftCheck.Of(draft.Read(time.Now()).Problems, draft.Advice(), await SimilarQuestions.FindAsync(db, draft.Title, caller.Stop)));
    }

    /// <summary>Rewrite one’s proposal</summary>
    /// <remarks>It is the moderators’ turn then.</remarks>
    /// <param name="id">The proposal's number.</param>
    public static async Task<IResult> RewriteAsync(long id, Caller caller, Body<ApiDraft> body, TextakDb db, TimeProvider time)
    {
        var seen = Tagged.Named(caller.Http.Request);
        if (await FindAsync(db, id, caller, tracked: true) is not { } proposal || proposal.ProposerId != caller.Me) return ApiError.NotFound.Answer();
        if (proposal.LastCommandId != caller.CommandId && Version(proposal) != seen) return ApiError.Stale.Answer();
        var problems = await RewriteProposal.CarryOutAsync(db, proposal, body.Value.Typed, caller.CommandId, time.Now());
        return problems.Count > 0 ? ApiError.Refuse(problems) : TypedResults.Json(ApiProposal.Of((await FindAsync(db, id, caller))!));
    }

    /// <summary>Publish a proposal, send it back or decline it</summary>
    /// <param name="id">The proposal's number.</param>
    public static async Task<IResult> DecideAsync(long id, Caller caller, Body<ApiProposalDecision> body, TextakDb db, BoardLog log, TimeProvider time)
    {
        var seen = Tagged.Named(caller.Http.Request);
        if (await FindAsync(db, id, caller) is not { } proposal) return ApiError.NotFound.Answer();
        if (proposal.LastCommandId != caller.CommandId && Version(proposal) != seen) return ApiError.Stale.Answer();
        var refusal = await new DecideProposal(body.Value.Act, body.Value.Reason).CarryOutAsync(db, log, proposal, proposal.ChangedAt, caller.Me, caller.CommandId, time.Now());
        db.ChangeTracker.Clear();
        return refusal is null ? TypedResults.Json(ApiProposal.Of((await FindAsync(db, id, caller))!)) : ApiError.Of(refusal);
    }

    private static Task<Proposal?> FindAsync(TextakDb db, long id, Caller caller, bool tracked = false)
    {
        var (me, all) = (caller.Me, caller.Viewer.Moderates);
        var proposals = db.Proposals.Include(p => p.Proposer).Include(p => p.Forecast);
        return (tracked ? proposals.AsTracking() : proposals.AsNoTracking()).SingleOrDefaultAsync(p => p.Id == id && (all || p.ProposerId == me), caller.Stop);
    }

    // A proposal has no log: its number is the time of its last change
    private static long Version(Proposal proposal) => proposal.ChangedAt.UtcTicks;
}
