using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// One participant's probability from one event of the log until another: past estimates stay as they were, and the
/// current one of each participant is the row without an end.
/// </summary>
public sealed class Estimate
{
    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Whole percent, 1 to 99.</summary>
    public required int Percent { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The percent that it took the place of at once; null where there was none.</summary>
    public required int? Before { get; init; }

    /// <summary>The version of the resolution criteria that it was made under.</summary>
    public required int CriteriaNumber { get; init; }

    /// <summary>The event that changed it, reaffirmed it, withdrew it or saw that it was stale; null while it counts.</summary>
    public long? EndSeq { get; private set; }

    internal void End(long seq) => EndSeq = seq;

    internal sealed class Mapping : IEntityTypeConfiguration<Estimate>
    {
        public void Configure(EntityTypeBuilder<Estimate> estimate)
        {
            estimate.HasKey(e => new { e.ForecastId, e.Seq });
            estimate.HasIndex(e => new { e.ForecastId, e.EndSeq, e.Seq });
            estimate.HasIndex(e => new { e.AccountId, e.ForecastId, e.EndSeq });
            estimate.HasOne<BoardEvent>().WithOne().HasForeignKey<Estimate>(e => new { e.ForecastId, e.Seq });
            estimate.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
        }
    }
}
