using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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

    internal sealed class Mapping : IEntityTypeConfiguration<ProbabilityPoint>
    {
        public void Configure(EntityTypeBuilder<ProbabilityPoint> point)
        {
            point.HasKey(p => new { p.ForecastId, p.Seq });
            point.HasIndex(p => new { p.ForecastId, p.At });
            point.HasOne<BoardEvent>().WithOne().HasForeignKey<ProbabilityPoint>(p => new { p.ForecastId, p.Seq });
        }
    }
}
