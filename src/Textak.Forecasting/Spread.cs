using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>
/// The middle of a set of estimates and how far they lie apart. Probabilities in (0,1), in rising order:
/// lower quartile &lt;= median &lt;= upper quartile, none outside the smallest and largest estimate.
/// </summary>
/// <param name="LowerQuartile">A quarter of the weight lies at or below it.</param>
/// <param name="Median">Half of the weight lies at or below it.</param>
/// <param name="UpperQuartile">Three quarters of the weight lie at or below it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Spread(double LowerQuartile, double Median, double UpperQuartile);
