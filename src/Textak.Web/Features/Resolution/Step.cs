using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Resolution;

/// <summary>What somebody may do to where a forecast stands.</summary>
public enum Step { Publish, Lock, ResolveTrue, ResolveFalse, CallAmbiguous, Annul, Reopen }

public static class Steps
{
    /// <summary>The steps that make sense now, for a moderator or for an admin.</summary>
    public static IEnumerable<Step> From(Forecast forecast, bool administers, DateTimeOffset now)
    {
        if (forecast.ResolvedAt is { } resolved)
            return administers && now - resolved <= Forecast.ReopensWithin ? [Step.Reopen] : [];
        return forecast.Status switch
        {
            Status.Proposed => [Step.Publish, Step.Annul],
            Status.Open => [Step.Lock, Step.ResolveTrue, Step.ResolveFalse, Step.CallAmbiguous, Step.Annul],
            _ when administers && now < forecast.DueAt => [Step.ResolveTrue, Step.ResolveFalse, Step.CallAmbiguous, Step.Annul, Step.Reopen],
            _ => [Step.ResolveTrue, Step.ResolveFalse, Step.CallAmbiguous, Step.Annul],
        };
    }

    /// <summary>Whether everybody must be able to check it at a source.</summary>
    public static bool NeedsSource(this Step step) => step is Step.ResolveTrue or Step.ResolveFalse;

    /// <summary>What it is called where it is chosen, and what it does.</summary>
    public static (string Name, string Means) Say(this Step step) => step switch
    {
        Step.Publish => ("Publish", "Opens the proposal to everybody."),
        Step.Lock => ("Lock", "Takes no more estimates and arguments; the number stands as it is. An admin can reopen it until its horizon."),
        Step.ResolveTrue => ("Resolve true", "It came true, by the criteria as they stand."),
        Step.ResolveFalse => ("Resolve false", "It did not come true, by the criteria as they stand."),
        Step.CallAmbiguous => ("Ambiguous", "The criteria can’t tell whether it came true. Nobody is scored."),
        Step.Annul => ("Annul", "The question makes no sense any more. Nobody is scored."),
        _ => ("Reopen", "Takes back the lock or the resolution, and with it all scores."),
    };
}
