namespace Textak.Tests.Forecasting;

/// <summary>Numbers that differ by no more than so much count as equal.</summary>
internal sealed class Near(double by) : IEqualityComparer<double>
{
    public bool Equals(double x, double y) => Math.Abs(x - y) <= by;

    public int GetHashCode(double number) => 0;
}
