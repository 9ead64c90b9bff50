using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Signals;

/// <summary>
/// A piece of news that bears on a forecast. One that was added here loses weight with its age, and from an event on counts as a source
/// no longer; what came with an imported forecast stays as its editors left it.
/// </summary>
public sealed class Signal
{
    public const int HeadlineLength = 300;
    public const int SourceLength = 200;
    public const int LinkLength = 2000;

    /// <summary>How many other places that told the same story are kept with it.</summary>
    public const int MostOthers = 5;

    public long Id { get; private set; }
    public required long ForecastId { get; init; }
    public required string Headline { get; init; }

    /// <summary>Who published it, as they call themselves.</summary>
    public string? Source { get; init; }
    public string? Link { get; init; }
    public string? SourceKey { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required Direction Direction { get; init; }

    /// <summary>By which half-life it grows old, and how near it is to what it tells; null for what was imported.</summary>
    public Category? Category { get; init; }

    /// <inheritdoc cref="Category"/>
    public Grade? Grade { get; init; }

    /// <summary>Web addresses where the same story was told too. They are the same evidence, and count for nothing more.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Until when it counts as a source; null where that has no end.</summary>
    public DateTimeOffset? CountsUntil { get; init; }

    /// <summary>The event by which it came to count no longer; null while it counts.</summary>
    public long? FadedSeq { get; private set; }

    /// <summary>The event by which a moderator took it back; null while it stands.</summary>
    public long? WithdrawnSeq { get; private set; }

    public bool IsWithdrawn => WithdrawnSeq is not null;

    /// <summary>Whether it counts as a source now, or after an event.</summary>
    public bool Counts => FadedSeq is null;

    /// <inheritdoc cref="Counts"/>
    public bool CountsAt(long seq) => FadedSeq is not { } faded || faded > seq;

    /// <summary>What it weighs at a moment, in (0,1]; null for what doesn't grow old.</summary>
    public double? WeightAt(DateTimeOffset now) => Category is { } category && Grade is { } grade ? Decay.Weight(grade.Weight(), now - PublishedAt, category.HalfLife()) : null;

    internal void Fade(long seq) => FadedSeq = seq;

    /// <summary>It stands on the board no longer, and counts no longer either.</summary>
    internal void Withdraw(long seq) => (WithdrawnSeq, FadedSeq) = (seq, FadedSeq ?? seq);

    internal sealed class Mapping : IEntityTypeConfiguration<Signal>
    {
        public void Configure(EntityTypeBuilder<Signal> signal)
        {
            signal.HasIndex(s => new { s.ForecastId, s.SourceKey });
            // What is due next to fade
            signal.HasIndex(s => new { s.FadedSeq, s.CountsUntil });
            signal.HasOne<Forecast>().WithMany().HasForeignKey(s => s.ForecastId);
            signal.Ignore(s => s.Counts);
            signal.Ignore(s => s.IsWithdrawn);
            signal.Property(s => s.Headline).HasMaxLength(HeadlineLength);
            signal.Property(s => s.Source).HasMaxLength(SourceLength);
            signal.Property(s => s.Link).HasMaxLength(LinkLength);
            signal.Property(s => s.SourceKey).HasMaxLength(Arguments.Source.KeyLength);
            signal.PrimitiveCollection(s => s.Others);
        }
    }
}

public static class StandingSignals
{
    /// <summary>Without what was taken back.</summary>
    public static IQueryable<Signal> Standing(this IQueryable<Signal> signals) => signals.Where(s => s.WithdrawnSeq == null);
}
