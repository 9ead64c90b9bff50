using Textak.Forecasting;

namespace Textak.Web.Features.Records;

/// <summary>How good one participant's numbers on a resolved forecast were, or the board's number, or the geometric mean beside it.</summary>
/// <param name="Peer">Against everybody else with an estimate: <see cref="Peers"/>.</param>
/// <param name="Relative">Against the board's number: <see cref="Track.RelativeTo"/>.</param>
public sealed record Scored(Track Track, TimeScore Peer, TimeScore Relative)
{
    public TimeScore Baseline { get; } = Track.Baseline();

    /// <summary>Averaged over the time with an estimate; null where there was none while it was scored.</summary>
    public double? Brier { get; } = Track.Brier();

    /// <inheritdoc cref="Brier"/>
    public double? Log { get; } = Track.Log();

    /// <summary>The share of the planned time with an estimate, 0 to 1; 0 counts as not forecast.</summary>
    public double Coverage => Baseline.Coverage;

    /// <summary>What was said last, in (0,1), changed or withdrawn since or not; null where nothing was.</summary>
    public double? Last { get; } = Track.Weighed().Select(said => (double?)said.P).LastOrDefault();
}
