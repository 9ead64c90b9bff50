using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Webhooks;

/// <summary>
/// How far one receiver has been told one board's log. It moves when the receiver has said that it has a message, one after the other: so each arrives,
/// in the order of the log, and whoever dies in the midst leaves one that is sent again.
/// </summary>
public sealed class HookPosition
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    public required long WebhookId { get; init; }
    public required long ForecastId { get; init; }
    public required long Seq { get; init; }

    /// <summary>How often the next message has failed, and since when; zero and null where it hasn't.</summary>
    public int Attempts { get; private set; }
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>When it is tried again; null where it hasn't failed, and where it has for so long that its board is left alone.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Whether it may be tried.</summary>
    internal bool MayTry(DateTimeOffset now) => FailingSince is null || NextAt <= now;

    /// <summary>How long after so many failures it is tried again.</summary>
    internal static TimeSpan Pause(int attempts) => Pauses[Math.Min(attempts, Pauses.Length) - 1];

    /// <summary>Goes on from one place in the log to another.</summary>
    /// <returns>False where somebody else has.</returns>
    internal static async Task<bool> MoveAsync(TextakDb db, long hook, long board, long from, long to) => from == to
        || await db.HookPositions.Where(p => p.WebhookId == hook && p.ForecastId == board && p.Seq == from).ExecuteUpdateAsync(p => p.SetProperty(x => x.Seq, to)
            .SetProperty(x => x.Attempts, 0).SetProperty(x => x.FailingSince, (DateTimeOffset?)null).SetProperty(x => x.NextAt, (DateTimeOffset?)null)) == 1;

    /// <summary>The next message has failed once more.</summary>
    internal static Task FailAsync(TextakDb db, HookPosition position, DateTimeOffset now)
    {
        var (since, next, attempts) = (position.FailingSince ?? now, now + Pause(position.Attempts + 1), position.Attempts + 1);
        return db.HookPositions.Where(p => p.WebhookId == position.WebhookId && p.ForecastId == position.ForecastId && p.Seq == position.Seq).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.Attempts, attempts).SetProperty(x => x.FailingSince, (DateTimeOffset?)since).SetProperty(x => x.NextAt, (DateTimeOffset?)next));
    }

    /// <summary>Leaves a board alone until its owner says otherwise.</summary>
    internal static Task LeaveAsync(TextakDb db, HookPosition position) => db.HookPositions
        .Where(p => p.WebhookId == position.WebhookId && p.ForecastId == position.ForecastId && p.Seq == position.Seq).ExecuteUpdateAsync(p => p.SetProperty(x => x.NextAt, (DateTimeOffset?)null));

    /// <summary>Ends where a board counts no longer. Where it comes to count again, there is a new beginning.</summary>
    internal static Task EndAsync(TextakDb db, long hook, long board, long at) => db.HookPositions.Where(p => p.WebhookId == hook && p.ForecastId == board && p.Seq == at).ExecuteDeleteAsync();

    /// <summary>Tries everything that failed at once, and what was left alone as well.</summary>
    internal static Task TryAgainAsync(TextakDb db, long hook, DateTimeOffset now) => db.HookPositions.Where(p => p.WebhookId == hook && p.Attempts > 0).ExecuteUpdateAsync(p => p
        .SetProperty(x => x.Attempts, 0).SetProperty(x => x.FailingSince, (DateTimeOffset?)null).SetProperty(x => x.NextAt, (DateTimeOffset?)now));

    internal sealed class Mapping : IEntityTypeConfiguration<HookPosition>
    {
        public void Configure(EntityTypeBuilder<HookPosition> position)
        {
            position.HasKey(p => new { p.WebhookId, p.ForecastId });
            position.HasIndex(p => p.ForecastId);
            position.HasIndex(p => p.NextAt);
            position.HasOne<Webhook>().WithMany().HasForeignKey(p => p.WebhookId);
            position.HasOne<Forecast>().WithMany().HasForeignKey(p => p.ForecastId);
        }
    }
}
