namespace Textak.Forecasting;

/// <summary>The beta distribution: what may be believed of a chance after a hits and b misses, prior included.</summary>
/// <remarks>
/// Source: NIST Digital Library of Mathematical Functions: continued fraction 8.17.22, by the method of Lentz (Thompson and Barnett,
/// J. Computational Physics 64, 1986), and Stirling's series 5.11.1.
/// </remarks>
public static class Beta
{
    private const double Largest = 1e9;

    /// <summary>The regularised incomplete beta function I_x(a, b).</summary>
    /// <param name="x">In [0,1].</param>
    /// <param name="a">Above 0, up to 1e9.</param>
    /// <param name="b">Above 0, up to 1e9.</param>
    /// <returns>The probability of a value up to x, 0 to 1; right to about 1e-12 for a and b up to a thousand.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Cumulative(double x, double a, double b)
    {
        if (!(x >= 0 && x <= 1))
            throw new ArgumentOutOfRangeException(nameof(x), x, "The value lies between 0 and 1.");
        Shape(a, nameof(a));
        Shape(b, nameof(b));
        if (x is 0 or 1)
            return x;
        // On its own side of the mean the fraction comes to rest within O(sqrt(max(a, b))) steps
        return x < (a + 1) / (a + b + 2) ? Front(x, a, b) / a * Fraction(x, a, b) : 1 - Front(1 - x, b, a) / b * Fraction(1 - x, b, a);
    }

    /// <summary>The value up to which a share of the probability lies: the inverse of <see cref="Cumulative"/>.</summary>
    /// <param name="share">In (0,1).</param>
    /// <param name="a">Above 0, up to 1e9.</param>
    /// <param name="b">Above 0, up to 1e9.</param>
    /// <returns>In [0,1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Quantile(double share, double a, double b)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of the probability lies between 0 and 1, both excluded.");
        Shape(a, nameof(a));
        Shape(b, nameof(b));

        // Newton's steps, and a halving of the bracket wherever one would leave it
        double low = 0, high = 1, x = a / (a + b);
        for (var step = 0; step < 200; step++)
        {
            var miss = Cumulative(x, a, b) - share;
            if (miss == 0)
                break;
            if (miss < 0) low = x; else high = x;
            var next = x - miss * x * (1 - x) / Front(x, a, b);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            var moved = Math.Abs(next - x);
            x = next;
            if (moved <= 1e-15 * x)
                break;
        }
        return x;
    }

    private static void Shape(double value, string name)
    {
        if (!(value > 0 && value <= Largest))
            throw new ArgumentOutOfRangeException(name, value, "A shape is above 0 and not above 1e9.");
    }

    /// <summary>x^a (1-x)^b / B(a, b).</summary>
    private static double Front(double x, double a, double b) =>
        Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * double.LogP1(-x));

    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = Inverse(1 - (a + b) * x / (a + 1)), product = d;
        for (var m = 1; m < 200_000; m++)
        {
            Grow(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            var factor = Grow(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
            if (Math.Abs(factor - 1) < 1e-15)
                break;
        }
        return product;

        double Grow(double term)
        {
            d = Inverse(1 + term * d);
            c = 1 + term / c;
            if (Math.Abs(c) < tiny)
                c = tiny;
            product *= c * d;
            return c * d;
        }

        static double Inverse(double value) => 1 / (Math.Abs(value) < tiny ? tiny : value);
    }

    /// <summary>ln of the gamma function: Stirling's series, for small x after climbing to 15 by x! = x (x-1)!.</summary>
    private static double LogGamma(double x)
    {
        var climbed = 1.0;
        for (; x < 15; x++)
            climbed *= x;
        var square = x * x;
        var series = (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / (1188.0 * square)) / square) / square) / square) / x;
        return (x - .5) * Math.Log(x) - x + .5 * Math.Log(2 * Math.PI) + series - Math.Log(climbed);
    }
}
