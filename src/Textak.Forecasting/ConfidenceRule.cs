namespace Textak.Forecasting;

/// <summary>
/// From how much stands behind a probability to a word: both kinds of evidence must reach a threshold, since many
/// estimates that lean on one article are one piece of evidence, and many articles that nobody weighed are none.
/// </summary>
/// <remarks>
/// The thresholds are the board's own convention, printed on the page. By the weights of <see cref="Pooling.RecencyWeight"/> the
/// newest of 5 estimates carries less than a third of the weight, and the newest of 20 less than a seventh.
/// </remarks>
public static class ConfidenceRule
{
    /// <summary>Fewest independent sources for moderate.</summary>
    public const int ModerateSources = 3;

    /// <summary>Fewest estimates for moderate; below it a stated confidence stands.</summary>
    public const int ModerateEstimates = 5;

    /// <summary>Fewest independent sources for high.</summary>
    public const int HighSources = 8;

    /// <summary>Fewest estimates for high.</summary>
    public const int HighEstimates = 20;

    /// <summary>The confidence word for a forecast.</summary>
    /// <param name="independentSources">Different publishers behind its visible arguments and signals, 0 or more: ten links to one are one.</param>
    /// <param name="estimates">Participants with a current estimate, 0 or more.</param>
    /// <param name="stated">
    /// The judgement of the editor that came with an imported forecast, or null. It stands while fewer than
    /// <see cref="ModerateEstimates"/> people have estimates: till then there is too little here to overrule it.
    /// </param>
    /// <returns>The stated confidence while it stands, else high or moderate when both thresholds are reached, else low.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static Confidence Of(int independentSources, int estimates, Confidence? stated)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(independentSources);
        ArgumentOutOfRangeException.ThrowIfNegative(estimates);

        if (stated is { } judgement && estimates < ModerateEstimates)
            return judgement;
        if (independentSources >= HighSources && estimates >= HighEstimates)
            return Confidence.High;
        if (independentSources >= ModerateSources && estimates >= ModerateEstimates)
            return Confidence.Moderate;
        return Confidence.Low;
    }
}
