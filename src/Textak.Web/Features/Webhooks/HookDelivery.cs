using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Webhooks;

/// <summary>What became of one message. It names the event, and holds nothing of what was sent.</summary>
public sealed class HookDelivery
{
    /// <summary>How many of those that are done with are kept for each webhook, the newest; and what still fails.</summary>
    public const int Most = 100;

    /// <summary>Characters of an answer that are kept.</summary>
    public const int AnswerLength = 200;

    public long Id { get; private set; }
    public required long WebhookId { get; init; }
    public required long ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }
    public required long Seq { get; init; }

    /// <summary>When it was tried last, how often by then, and how long the last try took.</summary>
    public DateTimeOffset At { get; private set; }
    public int Attempts { get; private set; }
    public int Milliseconds { get; private set; }

    /// <summary>The status of the answer; null where there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>How the answer began, as text, or why there was none.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Whether its owner wants it sent once more.</summary>
    public bool Again { get; private set; }

    public bool Succeeded => Status is >= 200 and < 300;

    internal void Try(Sent sent, DateTimeOffset now) => (At, Attempts, Milliseconds, Status, Answer, Again) = (now, Attempts + 1, sent.Milliseconds, sent.Status, sent.Answer, false);

    internal void SendAgain() => Again = true;

    /// <summary>Writes down what became of a try, and lets go of what was done with long ago.</summary>
    internal static async Task WriteAsync(TextakDb db, long hook, long board, long seq, Sent sent, DateTimeOffset now)
    {
        var delivery = await db.HookDeliveries.SingleOrDefaultAsync(d => d.WebhookId == hook && d.ForecastId == board && d.Seq == seq);
        if (delivery is null) db.HookDeliveries.Add(delivery = new() { WebhookId = hook, ForecastId = board, Seq = seq });
        delivery.Try(sent, now);
        await db.SaveChangesAsync();
        // Now and then is enough
        if (Random.Shared.Next(Most / 10) > 0) return;
        var done = db.HookDeliveries.Where(d => d.WebhookId == hook && !db.HookPositions.Any(p => p.WebhookId == hook && p.ForecastId == d.ForecastId && p.Seq < d.Seq));
        var oldest = await done.OrderByDescending(d => d.At).Skip(Most - 1).Select(d => (DateTimeOffset?)d.At).FirstOrDefaultAsync();
        await done.Where(d => d.At < oldest).ExecuteDeleteAsync();
    }

    internal sealed class Mapping : IEntityTypeConfiguration<HookDelivery>
    {
        public void Configure(EntityTypeBuilder<HookDelivery> delivery)
        {
            delivery.HasIndex(d => new { d.WebhookId, d.ForecastId, d.Seq }).IsUnique();
            delivery.HasIndex(d => new { d.WebhookId, d.At });
            delivery.HasIndex(d => d.Again);
            delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId);
            delivery.HasOne(d => d.Forecast).WithMany().HasForeignKey(d => d.ForecastId);
            delivery.Property(d => d.Answer).HasMaxLength(AnswerLength);
        }
    }
}
