using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Criteria;

/// <summary>A forecast's resolution criteria as they were from one event of its log on. What it says never changes.</summary>
public sealed class CriteriaVersion
{
    public required long ForecastId { get; init; }

    /// <summary>1, 2, 3, ...; the highest is in force.</summary>
    public required int Number { get; init; }

    /// <summary>The event that brought it.</summary>
    public required long Seq { get; init; }
    public required string Text { get; init; }
    public required long ById { get; init; }
    public Account? By { get; private set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it took the place of the one before; null for the first.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// How many current estimates were made under it, counted from when another took its place. The version in force has all
    /// others, and counts none: an estimate on a board whose criteria never changed costs no counting.
    /// </summary>
    public int LeftBehind { get; private set; }

    /// <summary>What a forecast that opens, or is proposed, begins with.</summary>
    internal static CriteriaVersion First(Change change) => new()
    {
        ForecastId = change.Forecast.Id, Number = 1, Seq = change.Seq, Text = change.Forecast.Criteria, ById = change.AccountId, At = change.Now,
    };

    internal void Supersede(int standing) => LeftBehind = standing;

    /// <summary>Counts one estimate less under a version, because it was changed, reaffirmed, withdrawn or grew stale.</summary>
    internal static async Task LeaveAsync(Change change, int number)
    {
        if (number == change.Forecast.CriteriaNumber) return;
        // One that a command before this one has counted down and not saved yet is the one that is found here
        (await change.Db.CriteriaVersions.SingleAsync(v => v.ForecastId == change.Forecast.Id && v.Number == number)).LeftBehind--;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CriteriaVersion>
    {
        public void Configure(EntityTypeBuilder<CriteriaVersion> version)
        {
            version.ToTable("CriteriaVersions");
            version.HasKey(v => new { v.ForecastId, v.Number });
            version.HasOne<BoardEvent>().WithOne().HasForeignKey<CriteriaVersion>(v => new { v.ForecastId, v.Seq });
            version.Property(v => v.Text).HasMaxLength(Forecast.ProseLength);
            version.Property(v => v.Why).HasMaxLength(2 * Evidence.LongestReason);
        }
    }
}
