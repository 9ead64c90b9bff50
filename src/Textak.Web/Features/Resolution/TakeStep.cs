using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Resolution;

/// <summary>Changes where a forecast stands, with a reason and sources that everybody may read.</summary>
/// <param name="Sources">Web addresses, one a line.</param>
/// <param name="Administers">Whether whoever asks for it is an admin.</param>
public sealed record TakeStep(Step? Step, string? Reason, string? Sources, bool Administers)
{
    /// <summary>Why a forecast is locked that nobody locked.</summary>
    public const string HorizonPassed = "The horizon has passed.";

    /// <returns>The step of that name, as the form sends it; null where there is none.</returns>
    public static Step? Read(string? name) => Enum.TryParse<Step>(name, ignoreCase: true, out var step) && Enum.IsDefined(step) && !char.IsAsciiDigit(name![0]) ? step : null;

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (Step is not { } step) return new(nameof(Step), "Choose what is to become of the forecast.");
        if (step == Resolution.Step.Reopen && !Administers) return new(nameof(Step), "Only an admin can reopen a forecast.");
        var (evidence, wrong) = Evidence.Read(Reason, Sources, step.NeedsSource());
        if (evidence is null) return wrong;
        var forecast = change.Forecast;
        var (refusal, kind, deed) = Take(forecast, step, evidence, change.Now);
        if (refusal is not null) return refusal;
        await ModerationAct.RecordAsync(change, kind, deed, evidence, status: forecast.Status, detail: forecast.Status.ToString());
        return null;
    }

    /// <summary>Locks a forecast whose horizon has passed. Whether it has is looked at after the lock.</summary>
    public static Task<Refusal?> LockAtHorizonAsync(Change change)
    {
        if (change.Now < change.Forecast.DueAt) return Task.FromResult<Refusal?>(new("", "Its horizon has not passed."));
        if (change.Forecast.Lock(change.Now) is { } refusal) return Task.FromResult<Refusal?>(refusal);
        // The board's own doing, and nobody's act
        change.Record(EventKind.Locked);
        change.Db.ModerationActs.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = HorizonPassed, Status = change.Forecast.Status });
        return Task.FromResult<Refusal?>(null);
    }

    private static (Refusal?, EventKind, Deed) Take(Forecast forecast, Step step, Evidence evidence, DateTimeOffset now) => step switch
    {
        Resolution.Step.Publish => (forecast.Publish(now), EventKind.Opened, Deed.Published),
        Resolution.Step.Lock => (forecast.Lock(now), EventKind.Locked, Deed.Locked),
        Resolution.Step.Reopen => (forecast.Reopen(now), EventKind.Reopened, Deed.Reopened),
        Resolution.Step.ResolveTrue => (forecast.Resolve(Status.ResolvedTrue, evidence.Reason, evidence.Sources, now), EventKind.Resolved, Deed.Resolved),
        Resolution.Step.ResolveFalse => (forecast.Resolve(Status.ResolvedFalse, evidence.Reason, evidence.Sources, now), EventKind.Resolved, Deed.Resolved),
        Resolution.Step.CallAmbiguous => (forecast.Resolve(Status.Ambiguous, evidence.Reason, evidence.Sources, now), EventKind.Resolved, Deed.Resolved),
        _ => (forecast.Resolve(Status.Annulled, evidence.Reason, evidence.Sources, now), EventKind.Resolved, Deed.Resolved),
    };
}
