using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>How strong one participant finds an argument, 0 to 5, whichever side they are on.</summary>
public sealed class StrengthVote
{
    public const int Most = Textak.Forecasting.Strength.Most;

    public required long ArgumentId { get; init; }
    public required long AccountId { get; init; }
    public int Stars { get; private set; }

    internal void Give(int stars) => Stars = stars;

    internal sealed class Mapping : IEntityTypeConfiguration<StrengthVote>
    {
        public void Configure(EntityTypeBuilder<StrengthVote> vote)
        {
            vote.HasKey(v => new { v.ArgumentId, v.AccountId });
            vote.HasOne<Argument>().WithMany().HasForeignKey(v => v.ArgumentId);
            vote.HasOne<Account>().WithMany().HasForeignKey(v => v.AccountId);
        }
    }
}
