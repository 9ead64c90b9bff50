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

    /// <summary>How many an argument cites at once, and how often its author cites one or grades one anew.</summary>
    public const int Most = 5;

    /// <inheritdoc cref="Most"/>
    public const int MostChanges = 20;

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

    /// <summary>
    /// Puts it among the sources of its argument. Where it was there with the same grade before, whoever challenged that grade does so
    /// again: nobody gets rid of challenges by a way there and back.
    /// </summary>
    /// <returns>Why it can't be; null where it is.</returns>
    internal async Task<Refusal?> AddAsync(Change change)
    {
        var before = await change.Db.SourceLinks.Where(s => s.ArgumentId == Argument!.Id).OrderByDescending(s => s.Id).Select(s => new { s.Id, s.Link, s.Grade }).ToListAsync();
        if (before.Count >= MostChanges) return new("", $"Sources of an argument can be added and graded {MostChanges} times. You can still take one away.");
        change.Db.SourceLinks.Add(this);
        if (before.Find(s => s.Link == Link && s.Grade == Grade) is not { } same) return null;
        foreach (var said in await change.Db.GradeChallenges.AsNoTracking().Where(c => c.SourceId == same.Id && c.Grade != Grade).ToListAsync())
        {
            change.Db.GradeChallenges.Add(new() { Source = this, AccountId = said.AccountId }).Entity.Say(said.Grade);
            Challenge(1);
        }
        return null;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SourceLink>
    {
        public void Configure(EntityTypeBuilder<SourceLink> source)
        {
            source.ToTable("SourceLinks");
            // With the end, so that of what is cited no more nothing is read
            source.HasIndex(s => new { s.ForecastId, s.Key, s.EndSeq });
            source.HasIndex(s => new { s.ArgumentId, s.EndSeq });
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
