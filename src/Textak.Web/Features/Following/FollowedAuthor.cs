using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Following;

/// <summary>Somebody wants to hear of what another argues. Nobody else sees that they do, the author neither.</summary>
public sealed class FollowedAuthor
{
    public required long AccountId { get; init; }
    public required long AuthorId { get; init; }
    public Account? Author { get; private set; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FollowedAuthor>
    {
        public void Configure(EntityTypeBuilder<FollowedAuthor> followed)
        {
            followed.HasKey(f => new { f.AccountId, f.AuthorId });
            followed.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
            followed.HasOne(f => f.Author).WithMany().HasForeignKey(f => f.AuthorId);
        }
    }
}
