using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Reports;

/// <summary>What an author says to the hiding of an argument, once for each time that it was hidden; and what another moderator says to that.</summary>
public sealed class Appeal
{
    public const int ShortestText = 10, LongestText = 1000;

    public required long ForecastId { get; init; }

    /// <summary>The event by which it was hidden.</summary>
    public required long HideSeq { get; init; }
    public required long ArgumentId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it was shown again; null until somebody decides.</summary>
    public bool? Granted { get; private set; }

    /// <summary>Why.</summary>
    public string? Answer { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    internal void Decide(bool granted, string answer, DateTimeOffset now) => (Granted, Answer, DecidedAt) = (granted, answer, now);

    /// <summary>The one that nobody has decided yet.</summary>
    internal static Task<Appeal?> OpenAsync(Change change, long argumentId) =>
        change.Db.Appeals.SingleOrDefaultAsync(a => a.ArgumentId == argumentId && a.Granted == null);

    /// <summary>By which event an argument was hidden last, and by whom; null where none did.</summary>
    internal static Task<BoardEvent?> HidingAsync(Change change, long argumentId) => change.Db.Events.AsNoTracking()
        .Where(e => e.ForecastId == change.Forecast.Id && e.ArgumentId == argumentId && e.Kind == EventKind.ArgumentHidden)
        .OrderByDescending(e => e.Seq).FirstOrDefaultAsync();

    internal sealed class Mapping : IEntityTypeConfiguration<Appeal>
    {
        public void Configure(EntityTypeBuilder<Appeal> appeal)
        {
            appeal.HasKey(a => new { a.ForecastId, a.HideSeq });
            appeal.HasOne<BoardEvent>().WithOne().HasForeignKey<Appeal>(a => new { a.ForecastId, a.HideSeq });
            appeal.HasOne<Argument>().WithMany().HasForeignKey(a => a.ArgumentId);
            // A character may take two UTF-16 units
            appeal.Property(a => a.Text).HasMaxLength(2 * LongestText);
            appeal.Property(a => a.Answer).HasMaxLength(2 * LongestText);
        }
    }
}
