using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Signals;

/// <summary>A piece of news that bears on a forecast.</summary>
public sealed class Signal
{
    public const int HeadlineLength = 300;
    public const int SourceLength = 200;
    public const int LinkLength = 2000;

    public long Id { get; private set; }
    public required long ForecastId { get; init; }
    public required string Headline { get; init; }

    /// <summary>Who published it, as they call themselves.</summary>
    public string? Source { get; init; }
    public string? Link { get; init; }
    public string? SourceKey { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required Direction Direction { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Signal>
    {
        public void Configure(EntityTypeBuilder<Signal> signal)
        {
            signal.HasIndex(s => new { s.ForecastId, s.SourceKey });
            signal.HasOne<Forecast>().WithMany().HasForeignKey(s => s.ForecastId);
            signal.Property(s => s.Headline).HasMaxLength(HeadlineLength);
            signal.Property(s => s.Source).HasMaxLength(SourceLength);
            signal.Property(s => s.Link).HasMaxLength(LinkLength);
            signal.Property(s => s.SourceKey).HasMaxLength(Arguments.Source.KeyLength);
        }
    }
}
