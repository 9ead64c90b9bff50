using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>What a moderator does with a proposal.</summary>
public enum ProposalAct { Publish, Return, Decline }

/// <summary>Publishes a proposal, sends it back with a note, or declines it.</summary>
public sealed record DecideProposal(ProposalAct? Act, string? Reason)
{
    private const int Tries = 20;

    /// <summary>What a moderator is told who proposes too.</summary>
    private static readonly Refusal OnesOwn = new("", "It is yours: another moderator decides.");
    private static readonly Refusal Gone = new("", "It has gone on meanwhile: reload the page and look at it again.");

    /// <returns>The act of that name, as the form sends it; null where there is none.</returns>
    public static ProposalAct? Read(string? name) => Enum.TryParse<ProposalAct>(name, ignoreCase: true, out var act) && Enum.IsDefined(act) && !char.IsAsciiDigit(name![0]) ? act : null;

    /// <param name="seen">When the proposal was changed last, as the moderator saw it: what was rewritten since is looked at again first.</param>
    public async Task<Refusal?> CarryOutAsync(TextakDb db, BoardLog log, Proposal proposal, DateTimeOffset seen, long by, Guid commandId, DateTimeOffset now)
    {
        if (proposal.LastCommandId == commandId) return null;
        if (await db.AreOneVoiceAsync(by, proposal.ProposerId)) return OnesOwn;
        var refusal = await DecideAsync(db, log, proposal, seen, by, commandId, now);
        // Sent twice at the same moment, or tried again after a commit that nobody heard of: the first has done it
        return refusal is null || await db.Proposals.AnyAsync(p => p.Id == proposal.Id && p.LastCommandId == commandId) ? null : refusal;
    }

    private async Task<Refusal?> DecideAsync(TextakDb db, BoardLog log, Proposal proposal, DateTimeOffset seen, long by, Guid commandId, DateTimeOffset now)
    {
        if (Act is not { } act) return new("Act", "Choose what is to become of it.");
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        if (proposal.State != ProposalState.Waiting || proposal.ChangedAt.ToUnixTimeMilliseconds() != seen.ToUnixTimeMilliseconds()) return Gone;
        if (act == ProposalAct.Publish) return await PublishAsync(db, log, proposal, why, by, commandId, now);

        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await AuditHead.AddAsync(db, new()
            {
                At = now, ById = by, AccountId = proposal.ProposerId, Deed = act == ProposalAct.Return ? Deed.ProposalReturned : Deed.ProposalDeclined, Reason = why.Reason,
            });
            if (!await MoveAsync(db, proposal, act == ProposalAct.Return ? ProposalState.Returned : ProposalState.Declined, null, why.Reason, commandId, now)) return Gone;
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return null;
        });
    }

    /// <summary>Makes it a forecast: its log begins with who proposed it, and its criteria stand before anybody estimates.</summary>
    private static async Task<Refusal?> PublishAsync(TextakDb db, BoardLog log, Proposal proposal, Evidence why, long by, Guid commandId, DateTimeOffset now)
    {
        if (now >= new DateTimeOffset(proposal.Horizon.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)) return new("", "Its horizon has passed: send it back.");
        var slug = await FreeSlugAsync(db, proposal.Title);
        Moment[] opening =
        [
            new(now, async change =>
            {
                if (change.Forecast.Publish(change.Now) is { } refusal) return refusal;
                // Whoever asked it wants to hear what comes of it
                change.Db.FollowedBoards.Add(new() { AccountId = proposal.ProposerId, ForecastId = change.Forecast.Id, At = now });
                await ModerationAct.RecordAsync(change, EventKind.Opened, Deed.Published, why, status: Status.Open);
                return await MoveAsync(change.Db, proposal, ProposalState.Published, change.Forecast.Id, why.Reason, commandId, now) ? null : Gone;
            }) { AccountId = by },
        ];
        try
        {
            return await log.OpenAsync(() => proposal.ToForecast(slug), proposal.ProposerId, () => opening);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return new("", "Another forecast took its address at this moment: do it again.");
        }
    }

    // Compare and set: of two moderators who decide at the same moment the second finds it decided
    private static async Task<bool> MoveAsync(TextakDb db, Proposal proposal, ProposalState to, long? forecastId, string note, Guid commandId, DateTimeOffset now)
    {
        var (id, changedAt) = (proposal.Id, proposal.ChangedAt);
        return await db.Proposals.Where(p => p.Id == id && p.State == ProposalState.Waiting && p.ChangedAt == changedAt).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.State, to).SetProperty(x => x.ForecastId, forecastId).SetProperty(x => x.Note, note)
            .SetProperty(x => x.LastCommandId, commandId).SetProperty(x => x.ChangedAt, now)) == 1;
    }

    private static async Task<string> FreeSlugAsync(TextakDb db, string title)
    {
        var words = title.ToLowerInvariant().Split([.. title.ToLowerInvariant().Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words.Where(word => word is not ("will" or "the" or "a" or "an" or "by" or "in" or "of" or "be" or "have")).Take(7));
        if (slug.Length == 0) slug = "question";
        if (slug.Length > Forecast.SlugLength - 4) slug = slug[..(Forecast.SlugLength - 4)].TrimEnd('-');
        var taken = await db.Forecasts.Where(f => f.Slug.StartsWith(slug)).Select(f => f.Slug).ToListAsync();
        return Enumerable.Range(1, Tries).Select(n => n == 1 ? slug : FormattableString.Invariant($"{slug}-{n}")).FirstOrDefault(one => !taken.Contains(one)) ?? $"{slug}-{taken.Count + 1}";
    }
}
