using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>Somebody agrees with an argument, and so needs no other that says the same.</summary>
public sealed class Agreement
{
    public required long ArgumentId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Whether they still do.</summary>
    public bool Holds { get; private set; }

    internal void Say(bool holds) => Holds = holds;

    internal sealed class Mapping : IEntityTypeConfiguration<Agreement>
    {
        public void Configure(EntityTypeBuilder<Agreement> agreement)
        {
            agreement.HasKey(a => new { a.ArgumentId, a.AccountId });
            agreement.HasIndex(a => new { a.AccountId, a.ArgumentId });
            agreement.HasOne<Argument>().WithMany().HasForeignKey(a => a.ArgumentId);
            agreement.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
        }
    }
}
