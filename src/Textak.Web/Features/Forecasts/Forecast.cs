using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Forecasts;

/// <summary>A falsifiable, dated question with a probability, and the head of its log.</summary>
public sealed partial class Forecast
{
    public const int TitleLength = 200;
    public const int ThesisLength = 300;
    public const int ProseLength = 2000;
    public const int SlugLength = 80;

    private string criteria = "";
    private DateTimeOffset openedAt;

    public long Id { get; private set; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Thesis { get; init; }
    public string? WhyItMatters { get; init; }

    /// <summary>The resolution criteria that are in force, and the number of their version, from 1 on.</summary>
    public required string Criteria { get => criteria; init => criteria = value; }
    public int CriteriaNumber { get; private set; } = 1;
    public required Category Category { get; init; }

    /// <summary>The last day on which the question can come true.</summary>
    public required DateOnly Horizon { get; init; }

    /// <summary>When it opened; of a proposal, when it was proposed.</summary>
    public required DateTimeOffset OpenedAt { get => openedAt; init => openedAt = OpenSince = HereSince = value; }

    /// <summary>An editor's word on the evidence, from an imported forecast; it gives way once people have estimated.</summary>
    public Confidence? StatedConfidence { get; init; }
    /// <summary>Sequence number of the newest event in the forecast's log; rises by one with each.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The recency-weighted median of the current estimates, in (0,1); null while there is none.</summary>
    public double? Probability { get; private set; }
    public int Estimates { get; private set; }

    /// <summary>How many of them are in each bar of <see cref="Histogram"/>, as numbers with commas; empty before the first.</summary>
    public string Bars { get; private set; } = "";

    /// <summary>Why the number moved since the first estimate, summed by cause in percentage points: <see cref="MovementSplit"/>.</summary>
    public double ChangedMinds { get; private set; }
    public double Newcomers { get; private set; }
    public double Withdrawals { get; private set; }
    public double Ageing { get; private set; }
    public MovementSplit Moved => new(ChangedMinds, Newcomers, Withdrawals, Ageing);

    /// <summary>Visible arguments on each side.</summary>
    public int ForCount { get; private set; }
    public int AgainstCount { get; private set; }

    /// <summary>"Q1 2027" where the horizon is the end of a quarter, else the day.</summary>
    public string HorizonLabel => Horizon.AddDays(1) is { Day: 1, Month: 1 or 4 or 7 or 10 }
        ? $"Q{(Horizon.Month + 2) / 3} {Horizon.Year}"
        : Horizon.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Independent sources behind the visible arguments and the signals, as <see cref="Source.Key"/> tells them apart.</summary>
    public int Sources { get; private set; }

    /// <summary>Minutes that have to lie between two arguments of the same person; 0 where there is no hurry to be slowed down.</summary>
    public int SlowMinutes { get; private set; }

    /// <summary>When the last mute here ends, where somebody was ever muted: until then it is looked up whether whoever speaks may.</summary>
    public DateTimeOffset? MutedUntil { get; private set; }

    /// <summary>The terms by which news is found for it, one a line, as moderators wrote them; null where the question's own words serve.</summary>
    public string? Terms { get; private set; }

    /// <summary>The newest event that changed what moderators are to decide here; 0 where none did.</summary>
    public long QueueSeq { get; private set; }

    internal void ChangeQueue(long seq) => QueueSeq = seq;

    internal void FindBy(string? terms) => Terms = terms;

    internal void Slow(int minutes) => SlowMinutes = minutes;

    internal void Mute(DateTimeOffset? until) => MutedUntil = until;

    /// <summary>Whether at a moment some may not speak here though it is open.</summary>
    internal bool Hushes(DateTimeOffset now) => SlowMinutes > 0 || MutedUntil > now;

    internal long NextSeq() => ++LastSeq;

    /// <summary>Nothing happened under the number that was taken last.</summary>
    internal void GiveBackSeq() => LastSeq--;

    /// <summary>Takes the board's new number, and why it moved there.</summary>
    internal void Pool(Spread? spread, int estimates, IReadOnlyList<int> bars, Jump jump, DateTimeOffset now)
    {
        Move(spread?.Median, now);
        var moved = Moved + jump;
        (Probability, Estimates, Bars, Contention) = (spread?.Median, estimates, string.Join(',', bars), Textak.Forecasting.Contention.Of(spread, estimates));
        (ChangedMinds, Newcomers, Withdrawals, Ageing) = (moved.ChangedMinds, moved.Newcomers, moved.Withdrawals, moved.Ageing);
    }

    internal void Count(Side side, int change)
    {
        if (side == Side.For) ForCount += change;
        else AgainstCount += change;
    }

    internal void CountSource(int change) => Sources += change;

    /// <summary>Puts new resolution criteria in the place of those in force.</summary>
    internal void Rewrite(string text) => (criteria, CriteriaNumber) = (text, CriteriaNumber + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<Forecast>
    {
        public void Configure(EntityTypeBuilder<Forecast> forecast)
        {
            forecast.HasIndex(f => f.Slug).IsUnique();
            forecast.HasIndex(f => f.Status);
            MapFeed(forecast);
            forecast.Ignore(f => f.Moved);
            forecast.Ignore(f => f.Term);
            // A dozen digits a bar
            forecast.Property(f => f.Bars).HasMaxLength(13 * Histogram.Bars);
            forecast.Property(f => f.Slug).HasMaxLength(SlugLength);
            forecast.Property(f => f.Title).HasMaxLength(TitleLength);
            forecast.Property(f => f.Thesis).HasMaxLength(ThesisLength);
            forecast.Property(f => f.WhyItMatters).HasMaxLength(ProseLength);
            forecast.Property(f => f.Criteria).HasMaxLength(ProseLength);
            forecast.Property(f => f.Terms).HasMaxLength(2 * Wire.Terms.LongestText);
            forecast.Property(f => f.Resolution).HasMaxLength(ProseLength);
            forecast.PrimitiveCollection(f => f.ResolutionSources);
        }
    }
}
