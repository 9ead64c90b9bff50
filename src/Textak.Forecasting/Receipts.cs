namespace Textak.Forecasting;

/// <summary>What arguments and signals moved, going by what people say moved them.</summary>
/// <remarks>
/// A step that names k reasons gives each of them one k-th of it: nobody knows better which did how much, and so the impacts of all
/// reasons add up to the steps that name any. Who names a reason with a first estimate is counted, but took no step from anywhere.
/// </remarks>
public static class Receipts
{
    /// <summary>The impact of each reason that is named.</summary>
    /// <param name="updates">All of a board's, or those of a span; the order is free.</param>
    public static IReadOnlyDictionary<TReason, Impact> Impacts<TReason>(IEnumerable<Update<TReason>> updates) where TReason : notnull =>
        Named(updates).ToDictionary(named => named.Key, named => new Impact(
            People: named.Select(update => update.Participant).Distinct().Count(),
            Moved: named.Where(update => update.Step is not null).Select(update => update.Participant).Distinct().Count(),
            Points: named.Sum(update => Share(update, step => step.Points)),
            LogOdds: named.Sum(update => Share(update, step => step.LogOdds))));

    /// <summary>What the steps that name each reason did to the log score of those who took them, once the outcome is known.</summary>
    /// <param name="updates">All of a board's; the order is free.</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Nats, summed over the steps, shared like the impact: above 0 for a reason that helped.</returns>
    public static IReadOnlyDictionary<TReason, double> Gains<TReason>(IEnumerable<Update<TReason>> updates, bool outcome) where TReason : notnull =>
        Named(updates).ToDictionary(named => named.Key, named => named.Sum(update => Share(update, step => step.Gain(outcome))));

    /// <summary>
    /// The crowd as it would be without a reason: the updates that name it, also beside others, did not happen. Who was moved by it is
    /// back at the estimate before, made when it was made, or gone if there was none; later updates for other reasons stand.
    /// </summary>
    /// <param name="log">All of a board's updates, in the order they were made.</param>
    /// <param name="reason">The argument or signal to leave out.</param>
    /// <returns>The crowd, whose <see cref="Crowd.Spread"/> is the number without the reason: null where nobody would be left.</returns>
    public static Crowd Without<TReason>(IEnumerable<Update<TReason>> log, TReason reason) where TReason : notnull
    {
        ArgumentNullException.ThrowIfNull(log);
        var last = new OrderedDictionary<long, int>();
        foreach (var update in log.Where(update => !update.Reasons.Contains(reason)))
        {
            last.Remove(update.Participant);
            if (update.To is { } percent)
                last.Add(update.Participant, percent);
        }
        return new(last.Select(estimate => (estimate.Key, estimate.Value)));
    }

    private static ILookup<TReason, Update<TReason>> Named<TReason>(IEnumerable<Update<TReason>> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        return updates.SelectMany(update => update.Reasons.Select(reason => (reason, update))).ToLookup(named => named.reason, named => named.update);
    }

    private static double Share<TReason>(Update<TReason> update, Func<Step, double> size) =>
        update.Step is { } step ? size(step) / update.Reasons.Count : 0;
}
