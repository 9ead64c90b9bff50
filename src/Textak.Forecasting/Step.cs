using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>One participant's change from one estimate to the next.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Step
{
    /// <param name="from">The estimate before, whole percent, 1 to 99.</param>
    /// <param name="to">The new one, whole percent, 1 to 99.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not in 1..99.</exception>
    public Step(int from, int to)
    {
        Guard.Percent(from);
        Guard.Percent(to);
        (From, To) = (from, to);
    }

    /// <summary>Whole percent, 1 to 99.</summary>
    public int From { get; }

    /// <summary>Whole percent, 1 to 99.</summary>
    public int To { get; }

    /// <summary>The step in percentage points, -98 to 98.</summary>
    public int Points => To - From;

    /// <summary>The step in natural log-odds (nats), -9.2 to 9.2: 97 to 99 % counts for what it is.</summary>
    public double LogOdds => Odds.ToLogOdds(To / 100.0) - Odds.ToLogOdds(From / 100.0);

    /// <summary>What the step did to the log score, <see cref="Scoring.Log"/>.</summary>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Nats, -4.6 to 4.6: above 0 where it went towards the truth.</returns>
    public double Gain(bool outcome) => Scoring.Log(To / 100.0, outcome) - Scoring.Log(From / 100.0, outcome);
}
