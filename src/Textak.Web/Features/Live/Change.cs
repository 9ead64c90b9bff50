using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Live;

/// <summary>
/// One event in the making, inside the transaction that holds the forecast's lock: state read through it is state after
/// the lock, and it is committed together with what the command writes.
/// </summary>
public sealed class Change(TextakDb db, Forecast forecast, Command command, long seq, DateTimeOffset now, CrowdsInHand crowds)
{
    internal Command Command => command;
    public TextakDb Db => db;
    public Forecast Forecast => forecast;
    public long AccountId => command.AccountId;
    public Guid CommandId => command.Id;
    public long Seq => seq;
    public DateTimeOffset Now => now;
    internal CrowdsInHand Crowds => crowds;
    internal BoardEvent? Event { get; private set; }

    /// <summary>Names what happened. A command records exactly one event.</summary>
    public void Record(EventKind kind, Argument? argument = null, Signal? signal = null)
    {
        if (Event is not null) throw new InvalidOperationException("A command records one event.");
        db.Events.Add(Event = new()
        {
            ForecastId = forecast.Id,
            Seq = seq,
            Kind = kind,
            ById = command.AccountId,
            CommandId = command.Id,
            CommandDigest = command.Digest,
            At = now,
            Argument = argument,
            Signal = signal,
        });
    }
}
