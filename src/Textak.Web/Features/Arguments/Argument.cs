using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Arguments;

/// <summary>One point FOR or AGAINST. A moderator may hide it, and its author may edit or withdraw it; its row and place stay.</summary>
public sealed class Argument
{
    public const int ShortestText = 10;
    public const int LongestText = 500;

    /// <summary>How deep rebuttals go: a rebuttal may be answered, and that answer may not.</summary>
    public const int DeepestLevel = 2;

    /// <summary>How often it may be edited.</summary>
    public const int MostEdits = 20;

    private string text = "";

    public long Id { get; private set; }
    public required long ForecastId { get; init; }
    public required long AuthorId { get; init; }

    /// <summary>The event that brought it.</summary>
    public required long Seq { get; init; }
    public Account? Author { get; private set; }
    public required Side Side { get; init; }

    /// <summary>The argument that it rebuts, and so pulls against; null for one that stands by itself.</summary>
    public long? AnswersId { get; private set; }

    // Set instead of the id: both may be new, and get their ids within the same save
    public Argument? Answers { get; init; }

    /// <summary>0 for one that stands by itself, 1 for its rebuttals, 2 for theirs.</summary>
    public int Level { get; init; }

    /// <summary>How many of the arguments that answer it directly everybody sees.</summary>
    public int Rebuttals { get; private set; }
    public required string Text { get => text; init => text = value; }

    /// <summary>Which wording that is, from 1 on, and since when it is that; the ones before are <see cref="Wording"/>s.</summary>
    public int Edition { get; private set; } = 1;
    public DateTimeOffset? EditedAt { get; private set; }
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Since when nobody but its author and the moderators see what it says; null while everybody does.</summary>
    public DateTimeOffset? HiddenAt { get; private set; }

    /// <summary>Why a moderator hid it; null where none did.</summary>
    public string? HiddenReason { get; private set; }

    /// <summary>Whether it was its author who took it from the board.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Number, sum and sum of squares of the strength votes, 0 to 5 each.</summary>
    public int Votes { get; private set; }
    public int VoteSum { get; private set; }
    public int VoteSquares { get; private set; }

    /// <summary>What they make it, kept for putting arguments in order: <see cref="Textak.Forecasting.Strength"/>.</summary>
    public double Strength { get; private set; } = Textak.Forecasting.Strength.Of(0, 0);
    public double Contest { get; private set; }

    /// <summary>How many agree with it, without a word of their own.</summary>
    public int Agreements { get; private set; }

    /// <summary>How many people say that it moved them, and how many of those changed an estimate that they had.</summary>
    public int Named { get; private set; }
    public int Moved { get; private set; }

    /// <summary>Its shares of their steps, summed, in percentage points and in natural log-odds: <see cref="Receipts"/>.</summary>
    public double Points { get; private set; }
    public double LogOdds { get; private set; }

    /// <summary>Hides the argument from everybody but its author and the moderators; the reason takes its place.</summary>
    public Refusal? Hide(string reason, DateTimeOffset now)
    {
        if (IsWithdrawn) return new("", "Its author has withdrawn this argument: nobody else sees it any more.");
        if (HiddenAt is not null) return new("", "This argument is hidden already.");
        (HiddenAt, HiddenReason) = (now, reason);
        return null;
    }

    /// <summary>Shows a hidden argument again.</summary>
    public Refusal? Restore()
    {
        if (HiddenAt is null || IsWithdrawn) return new("", "This argument is not hidden.");
        (HiddenAt, HiddenReason) = (null, null);
        return null;
    }

    /// <summary>Takes it from the board, for good: from then on it is hidden.</summary>
    public Refusal? Withdraw(DateTimeOffset now)
    {
        if (IsWithdrawn) return new("", "You have withdrawn this argument already.");
        if (HiddenAt is not null) return new("", "A moderator hid this argument: there is nothing left to withdraw.");
        (HiddenAt, IsWithdrawn) = (now, true);
        return null;
    }

    /// <summary>Gives it another wording.</summary>
    /// <param name="seq">The event that does it.</param>
    /// <returns>The one that it had until then.</returns>
    internal Wording Reword(string text, long seq, DateTimeOffset now)
    {
        var before = new Wording { ArgumentId = Id, Number = Edition, ForecastId = ForecastId, EndSeq = seq, Text = Text, At = EditedAt ?? PostedAt };
        (this.text, Edition, EditedAt) = (text, Edition + 1, now);
        return before;
    }

    internal void CountAgreement(int change) => Agreements += change;

    internal void CountRebuttal(int change) => Rebuttals += change;

    internal void Rate(int? before, int after)
    {
        if (before is null) Votes++;
        VoteSum += after - (before ?? 0);
        VoteSquares += after * after - (before ?? 0) * (before ?? 0);
        (Strength, Contest) = (Textak.Forecasting.Strength.Of(Votes, VoteSum), Textak.Forecasting.Strength.Contest(Votes, VoteSum, VoteSquares));
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
            argument.HasIndex(a => new { a.ForecastId, a.AnswersId, a.PostedAt });
            argument.HasIndex(a => new { a.ForecastId, a.Contest });
            argument.HasIndex(a => new { a.ForecastId, a.Seq });
            argument.HasOne(a => a.Answers).WithMany().HasForeignKey(a => a.AnswersId);
            argument.HasOne<Forecast>().WithMany().HasForeignKey(a => a.ForecastId);
            // A character may take two UTF-16 units
            argument.Property(a => a.Text).HasMaxLength(2 * LongestText);
            argument.Property(a => a.HiddenReason).HasMaxLength(2 * ModerationAct.ReasonLength);
        }
    }
}
