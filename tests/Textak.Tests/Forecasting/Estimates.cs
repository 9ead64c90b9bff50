using CsCheck;

namespace Textak.Tests.Forecasting;

/// <summary>What participants may have said: whole percents, which collide often, and any probability, which hardly ever do.</summary>
internal static class Estimates
{
    public static readonly Gen<double> Whole = Gen.Int[1, 99].Select(percent => percent / 100.0);

    public static readonly Gen<double> One = Gen.OneOf(Whole, Gen.Double[0.0001, 0.9999]);

    public static readonly Gen<double[]> Some = UpTo(60);

    public static Gen<double[]> UpTo(int count) => Gen.OneOf(Whole.Array[1, count], One.Array[1, count]);
}
