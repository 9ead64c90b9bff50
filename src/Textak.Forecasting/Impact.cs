using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>What one argument or signal moved.</summary>
/// <param name="People">How many participants name it, 1 or more.</param>
/// <param name="Moved">How many of them changed an estimate that they had, 0 or more.</param>
/// <param name="Points">Its shares of their steps, in percentage points, summed: above 0 for up.</param>
/// <param name="LogOdds">Its shares of their steps, in natural log-odds (nats), summed: above 0 for up.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Impact(int People, int Moved, double Points, double LogOdds)
{
    /// <summary>Points for each of those who moved, 0 where nobody did.</summary>
    public double MeanPoints => Moved == 0 ? 0 : Points / Moved;

    /// <summary>Nats for each of those who moved, 0 where nobody did.</summary>
    public double MeanLogOdds => Moved == 0 ? 0 : LogOdds / Moved;
}
