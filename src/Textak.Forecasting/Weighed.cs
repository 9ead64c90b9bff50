using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>A probability that was given, how it came out, and how much that counts.</summary>
/// <param name="P">In (0,1).</param>
/// <param name="Outcome">Whether it came true.</param>
/// <param name="Weight">Positive and finite, such as the share of the time in which it stood; 1 to count each the same.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Weighed(double P, bool Outcome, double Weight = 1);
