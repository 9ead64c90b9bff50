using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Visits;

/// <summary>
/// How far somebody has seen a board's log. A visit lasts while they look again and again: all that time, in every tab and on the way
/// back to the page too, what is new is what came after the visit before.
/// </summary>
public sealed class Visit
{
    /// <summary>Whoever looks again after so long has been away.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    public required long AccountId { get; init; }
    public required long ForecastId { get; init; }

    /// <summary>The newest event of the visit before this one; 0 in the first, in which nothing is new.</summary>
    public long Since { get; private set; }

    /// <summary>The newest event that they have seen, and when they looked last.</summary>
    public long Seen { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>From which event on everything is new to whoever looks at a moment.</summary>
    public long NewAfter(DateTimeOffset now) => now - At > Pause ? Seen : Since;

    internal static Visit First(long accountId, long forecastId, long seq, DateTimeOffset now) =>
        new() { AccountId = accountId, ForecastId = forecastId, Seen = seq, At = now };

    /// <summary>They look at the board as it is after an event. Looks may come late, and out of order.</summary>
    internal void Look(long seq, DateTimeOffset now)
    {
        Since = NewAfter(now);
        Seen = Math.Max(Seen, seq);
        if (now > At) At = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> visit)
        {
            visit.HasKey(v => new { v.AccountId, v.ForecastId });
            visit.HasOne<Account>().WithMany().HasForeignKey(v => v.AccountId);
            visit.HasOne<Forecast>().WithMany().HasForeignKey(v => v.ForecastId);
        }
    }
}
