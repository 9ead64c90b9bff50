using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>The board's number as it stood after one event, kept point by point.</summary>
public sealed class ProbabilityPoint
{
    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Recency-weighted median, quartiles and geometric mean of odds, each in (0,1); null while nobody estimates.</summary>
    public double? Probability { get; init; }
    public double? LowerQuartile { get; init; }
    public double? UpperQuartile { get; init; }
    public double? GeometricMean { get; init; }

    /// <summary>How many estimates stood behind it.</summary>
    public required int Estimates { get; init; }

    /// <summary>
    /// Why the number moved since the first estimate, summed by cause in percentage points: <see cref="MovementSplit"/>. Kept as
    /// sums, so that a span of any length is split by its two ends.
    /// </summary>
    public required double ChangedMinds { get; init; }
    public required double Newcomers { get; init; }
    public required double Withdrawals { get; init; }
    public required double Ageing { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProbabilityPoint>
    {
        public void Configure(EntityTypeBuilder<ProbabilityPoint> point)
        {
            point.HasKey(p => new { p.ForecastId, p.Seq });
            // With the number: what it was at some moment is asked of thousands of boards at once
            point.HasIndex(p => new { p.ForecastId, p.At, p.Seq, p.Probability });
            point.HasOne<BoardEvent>().WithOne().HasForeignKey<ProbabilityPoint>(p => new { p.ForecastId, p.Seq });
        }
    }
}
