using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;

namespace Textak.Web.Features.Replay;

/// <summary>What stands from one event of a log until another, as it did after an event.</summary>
internal static class Held
{
    public static IQueryable<Estimate> HeldAt(this IQueryable<Estimate> estimates, long seq) => estimates.Where(e => e.Seq <= seq && (e.EndSeq == null || e.EndSeq > seq));

    public static IQueryable<SourceLink> HeldAt(this IQueryable<SourceLink> sources, long seq) => sources.Where(s => s.Seq <= seq && (s.EndSeq == null || s.EndSeq > seq));

    public static IQueryable<StrengthVote> HeldAt(this IQueryable<StrengthVote> votes, long seq) => votes.Where(v => v.Seq <= seq && (v.EndSeq == null || v.EndSeq > seq));

    public static IQueryable<Agreement> HeldAt(this IQueryable<Agreement> agreements, long seq) => agreements.Where(a => a.Seq <= seq && (a.EndSeq == null || a.EndSeq > seq));
}
