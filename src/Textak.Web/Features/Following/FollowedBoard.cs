using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Following;

/// <summary>Somebody wants to hear what happens on a board. Nobody else sees that they do.</summary>
public sealed class FollowedBoard
{
    public required long AccountId { get; init; }
    public required long ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FollowedBoard>
    {
        public void Configure(EntityTypeBuilder<FollowedBoard> followed)
        {
            followed.HasKey(f => new { f.AccountId, f.ForecastId });
            followed.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
            followed.HasOne(f => f.Forecast).WithMany().HasForeignKey(f => f.ForecastId);
        }
    }
}
