using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>
/// What an argument cites, from one event of the log until another: who changes the grade puts another row in its place, so that
/// nobody's challenge is of something that they didn't see. It is as hidden as the argument itself.
/// </summary>
public sealed class SourceLink
{
    public const int LinkLength = 2000;
    public const int TitleLength = 200;
    public const int PublisherLength = 100;

    /// <summary>How many an argument cites at once.</summary>
    public const int Most = 5;

    public long Id { get; private set; }
    public required long ForecastId { get; init; }
    public long ArgumentId { get; private set; }

    // Set instead of the id: both may be new, and get their ids within the same save
    public Argument? Argument { get; init; }

    /// <summary>The event that brought it, and the one that took it away; null while it is cited.</summary>
    public required long Seq { get; init; }
    public long? EndSeq { get; private set; }

    /// <summary>A whole web address.</summary>
    public required string Link { get; init; }
    public required string? Title { get; init; }
    public required string? Publisher { get; init; }

    /// <summary>How near it is to what it is cited for, as the author says.</summary>
    public required Grade Grade { get; init; }

    /// <summary>The independent source that it counts as: <see cref="Source.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>How many say that it deserves another grade.</summary>
    public int Challenges { get; private set; }

    internal void End(long seq) => EndSeq = seq;

    internal void Challenge(int change) => Challenges += change;

    internal sealed class Mapping : IEntityTypeConfiguration<SourceLink>
    {
        public void Configure(EntityTypeBuilder<SourceLink> source)
        {
            source.ToTable("SourceLinks");
            source.HasIndex(s => new { s.ForecastId, s.Key });
            source.HasOne<Forecast>().WithMany().HasForeignKey(s => s.ForecastId);
            source.HasOne(s => s.Argument).WithMany().HasForeignKey(s => s.ArgumentId);
            source.HasOne<BoardEvent>().WithMany().HasForeignKey(s => new { s.ForecastId, s.Seq });
            source.Property(s => s.Link).HasMaxLength(LinkLength);
            // A character may take two UTF-16 units
            source.Property(s => s.Title).HasMaxLength(2 * TitleLength);
            source.Property(s => s.Publisher).HasMaxLength(2 * PublisherLength);
            source.Property(s => s.Key).HasMaxLength(Source.KeyLength);
        }
    }
}
