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

    public Task<Refusal?> ApplyAsync(Change change) => Task.FromResult(Apply(change));

    /// <summary>Locks a forecast whose horizon has passed. Whether it has is looked at after the lock.</summary>
    public static Task<Refusal?> LockAtHorizonAsync(Change change)
    {
        if (change.Now < change.Forecast.DueAt) return Task.FromResult<Refusal?>(new("", "Its horizon has not passed."));
        if (change.Forecast.Lock(change.Now) is { } refusal) return Task.FromResult<Refusal?>(refusal);
        Record(change, EventKind.Locked, new(HorizonPassed, []));
        return Task.FromResult<Refusal?>(null);
    }

    private Refusal? Apply(Change change)
    {
        if (Step is not { } step) return new(nameof(Step), "Choose what is to become of the forecast.");
        if (step == Resolution.Step.Reopen && !Administers) return new(nameof(Step), "Only an admin can reopen a forecast.");
        var (evidence, wrong) = Evidence.Read(Reason, Sources, step.NeedsSource());
        if (evidence is null) return wrong;
        var (refusal, kind) = Take(change.Forecast, step, evidence, change.Now);
        if (refusal is not null) return refusal;
        Record(change, kind, evidence);
        return null;
    }

    private static (Refusal?, EventKind) Take(Forecast forecast, Step step, Evidence evidence, DateTimeOffset now) => step switch
    {
        Resolution.Step.Publish => (forecast.Publish(now), EventKind.Opened),
        Resolution.Step.Lock => (forecast.Lock(now), EventKind.Locked),
        Resolution.Step.Reopen => (forecast.Reopen(now), EventKind.Reopened),
        Resolution.Step.ResolveTrue => (forecast.Resolve(Status.ResolvedTrue, evidence.Reason, evidence.Sources, now), EventKind.Resolved),
        Resolution.Step.ResolveFalse => (forecast.Resolve(Status.ResolvedFalse, evidence.Reason, evidence.Sources, now), EventKind.Resolved),
        Resolution.Step.CallAmbiguous => (forecast.Resolve(Status.Ambiguous, evidence.Reason, evidence.Sources, now), EventKind.Resolved),
        _ => (forecast.Resolve(Status.Annulled, evidence.Reason, evidence.Sources, now), EventKind.Resolved),
    };

    private static void Record(Change change, EventKind kind, Evidence evidence)
    {
        change.Record(kind);
        change.Db.ModerationActs.Add(new()
        {
            ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = evidence.Reason, Sources = evidence.Sources, Status = change.Forecast.Status,
        });
    }
}
