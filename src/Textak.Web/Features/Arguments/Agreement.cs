using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>Somebody agrees with an argument, and so needs no other that says the same, from one event of the log until another.</summary>
public sealed class Agreement
{
    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required long ArgumentId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>The event by which they no longer did; null while they do.</summary>
    public long? EndSeq { get; private set; }

    internal void End(long seq) => EndSeq = seq;

    internal sealed class Mapping : IEntityTypeConfiguration<Agreement>
    {
        public void Configure(EntityTypeBuilder<Agreement> agreement)
        {
            agreement.HasKey(a => new { a.ForecastId, a.Seq });
            agreement.HasIndex(a => new { a.AccountId, a.ArgumentId, a.EndSeq });
            agreement.HasOne<BoardEvent>().WithOne().HasForeignKey<Agreement>(a => new { a.ForecastId, a.Seq });
            agreement.HasOne<Argument>().WithMany().HasForeignKey(a => a.ArgumentId);
            agreement.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
        }
    }
}
