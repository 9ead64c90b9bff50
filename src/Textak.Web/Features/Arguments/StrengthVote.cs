using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>
/// How strong one participant finds an argument, 0 to 5, whichever side they are on, from one event of the log until another: who
/// changes their mind puts another row in its place, so that the strength of any moment can be told.
/// </summary>
public sealed class StrengthVote
{
    public const int Most = Textak.Forecasting.Strength.Most;

    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required long ArgumentId { get; init; }
    public required long AccountId { get; init; }
    public required int Stars { get; init; }

    /// <summary>The event that changed it; null while it counts.</summary>
    public long? EndSeq { get; private set; }

    internal void End(long seq) => EndSeq = seq;

    internal sealed class Mapping : IEntityTypeConfiguration<StrengthVote>
    {
        public void Configure(EntityTypeBuilder<StrengthVote> vote)
        {
            vote.HasKey(v => new { v.ForecastId, v.Seq });
            vote.HasIndex(v => new { v.ArgumentId, v.EndSeq, v.AccountId, v.Stars });
            vote.HasOne<BoardEvent>().WithOne().HasForeignKey<StrengthVote>(v => new { v.ForecastId, v.Seq });
            vote.HasOne<Argument>().WithMany().HasForeignKey(v => v.ArgumentId);
            vote.HasOne<Account>().WithMany().HasForeignKey(v => v.AccountId);
        }
    }
}
