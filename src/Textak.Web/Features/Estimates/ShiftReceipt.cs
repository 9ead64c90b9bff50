using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Estimates;

/// <summary>One thing that somebody says moved their estimate: an argument or a signal of the board. It holds ids and never text.</summary>
public sealed class ShiftReceipt
{
    /// <summary>The estimate, by the event that made it.</summary>
    public required long ForecastId { get; init; }
    public required long Seq { get; init; }

    /// <summary>1, 2, ... within the estimate.</summary>
    public required int Place { get; init; }

    /// <summary>Whose estimate it is.</summary>
    public required long AccountId { get; init; }
    public long? ArgumentId { get; private set; }
    public long? SignalId { get; init; }

    // Set instead of the id: it may be posted together with the estimate, and gets its id within the same save
    public Argument? Argument { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ShiftReceipt>
    {
        public void Configure(EntityTypeBuilder<ShiftReceipt> receipt)
        {
            receipt.HasKey(r => new { r.ForecastId, r.Seq, r.Place });
            receipt.HasIndex(r => new { r.ArgumentId, r.AccountId });
            receipt.HasOne<Estimate>().WithMany().HasForeignKey(r => new { r.ForecastId, r.Seq });
            receipt.HasOne(r => r.Argument).WithMany().HasForeignKey(r => r.ArgumentId);
            receipt.HasOne<Signal>().WithMany().HasForeignKey(r => r.SignalId);
        }
    }
}
