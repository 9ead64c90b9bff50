using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>A score averaged over the planned time of a forecast, 0 while there was no estimate.</summary>
/// <param name="Score">Points: more is better.</param>
/// <param name="Coverage">The share of the planned time with an estimate that counted, 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimeScore(double Score, double Coverage);
