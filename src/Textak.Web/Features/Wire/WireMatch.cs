using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Wire;

/// <summary>A forecast on which an item may bear, and the terms by which it was found.</summary>
public sealed class WireMatch
{
    public const int ReasonLength = 300;

    public long ItemId { get; private set; }
    public required long ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }

    /// <summary>The terms that the item holds, with commas between.</summary>
    public required string Reason { get; init; }

    /// <summary>How strong it is: the more, the likelier it is no chance.</summary>
    public required int Strength { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<WireMatch>
    {
        public void Configure(EntityTypeBuilder<WireMatch> match)
        {
            match.ToTable("WireMatches");
            match.HasKey(m => new { m.ItemId, m.ForecastId });
            match.HasOne(m => m.Forecast).WithMany().HasForeignKey(m => m.ForecastId);
            match.Property(m => m.Reason).HasMaxLength(ReasonLength);
        }
    }
}
