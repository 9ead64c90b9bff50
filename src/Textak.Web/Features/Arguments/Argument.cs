using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Arguments;

/// <summary>One point FOR or AGAINST. A moderator may hide it; its row and place stay.</summary>
public sealed class Argument
{
    public const int ShortestText = 10;
    public const int LongestText = 500;
    public const int LinkLength = 2000;

    public long Id { get; private set; }
    public required long ForecastId { get; init; }
    public required long AuthorId { get; init; }
    public Account? Author { get; private set; }
    public required Side Side { get; init; }
    public required string Text { get; init; }
    public string? Link { get; init; }

    /// <summary>The source that the link names, for counting independent ones; null without a link.</summary>
    public string? SourceKey { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }

    /// <summary>Number and sum of the strength votes, 0 to 5 each.</summary>
    public int Votes { get; private set; }
    public int VoteSum { get; private set; }

    /// <summary>How many people say that it moved them, and how many of those changed an estimate that they had.</summary>
    public int Named { get; private set; }
    public int Moved { get; private set; }

    /// <summary>Its shares of their steps, summed, in percentage points and in natural log-odds: <see cref="Receipts"/>.</summary>
    public double Points { get; private set; }
    public double LogOdds { get; private set; }

    /// <summary>Hides the argument from everybody but its author and the moderators; the reason takes its place.</summary>
    public Refusal? Hide(string reason, DateTimeOffset now)
    {
        if (HiddenAt is not null) return new("", "This argument is hidden already.");
        (HiddenAt, HiddenReason) = (now, reason);
        return null;
    }

    /// <summary>Shows a hidden argument again.</summary>
    public Refusal? Restore()
    {
        if (HiddenAt is null) return new("", "This argument is not hidden.");
        (HiddenAt, HiddenReason) = (null, null);
        return null;
    }

    internal void Rate(int? before, int after)
    {
        if (before is null) Votes++;
        VoteSum += after - (before ?? 0);
    }

    /// <summary>Somebody says that it moved them.</summary>
    /// <param name="isNew">Whether they say so for the first time.</param>
    /// <param name="hasMoved">Whether they changed an estimate for it before.</param>
    /// <param name="step">What they changed; null for a first estimate.</param>
    /// <param name="reasons">How many reasons share the step.</param>
    internal void Name(bool isNew, bool hasMoved, Step? step, int reasons)
    {
        if (isNew) Named++;
        if (step is not { } taken) return;
        if (!hasMoved) Moved++;
        Points += (double)taken.Points / reasons;
        LogOdds += taken.LogOdds / reasons;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Argument>
    {
        public void Configure(EntityTypeBuilder<Argument> argument)
        {
            argument.HasIndex(a => new { a.ForecastId, a.SourceKey });
            argument.HasOne<Forecast>().WithMany().HasForeignKey(a => a.ForecastId);
            // A character may take two UTF-16 units
            argument.Property(a => a.Text).HasMaxLength(2 * LongestText);
            argument.Property(a => a.Link).HasMaxLength(LinkLength);
            argument.Property(a => a.SourceKey).HasMaxLength(Source.KeyLength);
            argument.Property(a => a.HiddenReason).HasMaxLength(2 * ModerationAct.ReasonLength);
        }
    }
}
