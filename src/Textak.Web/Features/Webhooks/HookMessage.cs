using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Records;
using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>
/// An event as a receiver is told it: what was there when it was read, which is when it is sent. So a text that was hidden by then is in no message, and
/// a number that its owner is to see only after their own isn't either.
/// </summary>
/// <param name="Body">JSON: type, timestamp and data, as Standard Webhooks has it.</param>
internal sealed record HookMessage(long ForecastId, long Seq, byte[] Body)
{
    /// <summary>The same for each try, and for whoever else is told of the event.</summary>
    public string Id => IdOf(ForecastId, Seq);

    public static string IdOf(long forecastId, long seq) => string.Create(CultureInfo.InvariantCulture, $"event_{forecastId}_{seq}");

    /// <summary>Reads an event that somebody is told of: <see cref="HookWords"/>.</summary>
    public static async Task<HookMessage> ReadAsync(TextakDb db, Webhook hook, long forecastId, long seq, HomeAddress address, CancellationToken stop)
    {
        var e = await db.Events.Where(e => e.ForecastId == forecastId && e.Seq == seq).Select(e => new { e.Kind, e.At, By = e.By!.UserName!, e.ArgumentId, e.SignalId }).SingleAsync(stop);
        var (type, of) = HookWords.Of(e.Kind)!.Value;
        var isOfModerators = e.Kind is EventKind.ArgumentHidden or EventKind.ArgumentRestored || of is HookKinds.Forecasts or HookKinds.Signals;
        var f = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == forecastId, stop);
        var act = await db.ModerationActs.AsNoTracking().SingleOrDefaultAsync(a => a.ForecastId == forecastId && a.Seq == seq, stop);
        var argument = e.ArgumentId is not { } id ? null : (await db.Arguments.Where(a => a.Id == id).ViewsAsync(db, Viewer.Anyone, stop)).Single();
        var signal = e.SignalId is not { } signalId ? null : await db.Signals.AsNoTracking().SingleAsync(s => s.Id == signalId, stop);
        // Asked after the reading, as always: see OthersNumbers
        var ownFirst = await db.Users.Where(u => u.Id == hook.AccountId).Select(u => u.OwnFirst).SingleAsync(stop);
        var isHeldBack = await db.AreHeldFromAsync(new(hook.AccountId, Moderates: false, ownFirst), forecastId, stop);
        return new(forecastId, seq, JsonSerializer.SerializeToUtf8Bytes(new
        {
            Type = type,
            Timestamp = e.At,
            Data = new
            {
                Seq = seq,
                Forecast = new
                {
                    f.Slug, f.Title, Address = address.Join($"/f/{f.Slug}"), Status = f.Status.ToString().ToLowerInvariant(), Probability = isHeldBack ? null : f.Probability, f.Estimates,
                    For = f.ForCount, Against = f.AgainstCount, Seq = f.LastSeq,
                },
                // What moderators do the board says of a moderator
                By = isOfModerators ? null : e.By,
                act?.Reason,
                Argument = argument is null ? null : new
                {
                    argument.Id, Answers = argument.AnswersId, Side = argument.Side.ToString().ToLowerInvariant(), Address = address.Join($"/f/{f.Slug}/arguments/{argument.Id}"), argument.Text, argument.Author,
                    AuthorAddress = address.Join(PublicRecord.Address(argument.Author)), argument.PostedAt, argument.Edition, argument.EditedAt, argument.Hidden, Sources = argument.Sources.Select(s => s.Link),
                },
                // Of one that was taken back by then its number alone
                Signal = signal is null ? null : new
                {
                    signal.Id, Headline = signal.IsWithdrawn ? null : signal.Headline, Source = signal.IsWithdrawn ? null : signal.Source, Link = signal.IsWithdrawn ? null : signal.Link,
                    signal.PublishedAt, Direction = signal.Direction.ToString().ToLowerInvariant(),
                },
            },
        }, JsonSerializerOptions.Web));
    }
}
