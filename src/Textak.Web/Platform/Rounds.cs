namespace Textak.Web.Platform;

/// <summary>What a node does again and again beside its pages.</summary>
internal static class Rounds
{
    /// <summary>Does it once in a while, until told to stop. A round that fails is a line in the log, and the next one tries again.</summary>
    /// <param name="failure">What to call a failure there: "Visits could not be saved".</param>
    public static async Task RepeatAsync(Func<CancellationToken, Task> round, TimeSpan pace, TimeProvider time, ILogger logger, string failure, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pace, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
                await round(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "{Failure}; trying again: {Message}", failure, e.Message);
            }
        }
    }
}
