using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Proposals;

namespace Textak.Web.Features.Notices;

/// <summary>A notice in words, as the page and the mail say it. What an argument says is not among them.</summary>
/// <param name="Title">Of the board or of the proposal.</param>
/// <param name="Path">Where it is.</param>
public sealed record NoticeLine(Notice Notice, string Words, string Title, string Path)
{
    public static async Task<List<NoticeLine>> ReadAsync(TextakDb db, IQueryable<Notice> notices, CancellationToken stop) =>
        (await notices.AsNoTracking().Include(n => n.Forecast).Include(n => n.Proposal).Include(n => n.By).ToListAsync(stop)).ConvertAll(Of);

    private static NoticeLine Of(Notice n) => n.Cause == NoticeCause.Proposal
        ? new(n, Say(n), OneLine(n.Forecast?.Title ?? n.Proposal!.Title), n.Forecast is { } board ? $"/f/{board.Slug}" : $"/proposals/{n.ProposalId}")
        : new(n, Say(n), OneLine(n.Forecast!.Title), $"/f/{n.Forecast.Slug}{Place(n)}");

    // A title may have been typed in lines. In a mail the next line speaks in the letter's own name
    private static string OneLine(string title) => title.ReplaceLineEndings(" ");

    private static string Place(Notice n) => n switch
    {
        { Cause: NoticeCause.Resolution } or { Cause: NoticeCause.Argument, Count: > 1 } => "",
        { Cause: NoticeCause.Criteria } => "#criteria",
        { Cause: NoticeCause.Judgement, Kind: EventKind.ArgumentHidden or EventKind.CaseChanged } => $"/arguments/{n.ArgumentId}/appeal",
        _ => $"/arguments/{n.ArgumentId}",
    };

    private static string Say(Notice n)
    {
        var (by, one) = (n.By?.UserName, n.Count == 1);
        return n.Cause switch
        {
            NoticeCause.Reply => one ? $"{by} answered your argument" : $"{n.Count} answers to your argument, the last by {by}",
            NoticeCause.Moved => one ? "Your argument moved an estimate" : $"Your argument moved estimates {n.Count} times",
            NoticeCause.Argument when n.Kind == EventKind.EstimateSet => "A new argument moved the number as far as you wanted to hear of",
            NoticeCause.Argument => one ? $"{by} argued" : $"{n.Count} new arguments, the last by {by}",
            NoticeCause.Author => one ? $"{by}, whom you follow, argued" : $"{n.Count} arguments by {by}, whom you follow",
            NoticeCause.Resolution => n.Kind switch { EventKind.Locked => "It is locked now", EventKind.Resolved => "It is resolved", _ => "It was reopened" },
            NoticeCause.Criteria => one ? "The resolution criteria were changed" : $"The resolution criteria were changed {n.Count} times",
            NoticeCause.Judgement => n.Kind switch
            {
                EventKind.ArgumentHidden => "A moderator hid your argument; you may object to it",
                EventKind.ArgumentRestored => "A moderator showed your argument again",
                _ => "A moderator looked at your objection: your argument stays hidden",
            },
            NoticeCause.Report => n.Kind switch
            {
                EventKind.ArgumentHidden => "What you reported was hidden",
                EventKind.ArgumentWithdrawn => "What you reported was withdrawn by its author",
                _ => "A moderator looked at what you reported, and lets it stand",
            },
            _ => n.Proposal!.State switch
            {
                ProposalState.Published => "Your proposal is a forecast now",
                ProposalState.Returned => "Your proposal was sent back with a note",
                ProposalState.Declined => "Your proposal was declined",
                _ => "The moderators looked at your proposal",
            },
        };
    }
}
