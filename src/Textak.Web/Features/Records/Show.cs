using System.Globalization;

namespace Textak.Web.Features.Records;

/// <summary>Figures as the pages of records write them.</summary>
internal static class Show
{
    /// <summary>A score in points: "+51.1", "−3.0".</summary>
    public static string Points(double points) => points.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>A Brier score or a part of it: "0.144".</summary>
    public static string Penalty(double penalty) => penalty.ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>Nats: "−0.223".</summary>
    public static string Nats(double nats) => Penalty(nats);

    /// <summary>A share in whole percent, 0 to 100: "85%".</summary>
    public static string Share(double share) => share.ToString("0%", CultureInfo.InvariantCulture);

    /// <summary>A probability as all pages have it, 1 to 99: "85%".</summary>
    public static string Probability(double p) => $"{Textak.Forecasting.Percent.Of(p)}%";

    /// <summary>"1 forecast", "23 forecasts".</summary>
    public static string Many(int n, string one) => string.Create(CultureInfo.InvariantCulture, $"{n} {one}{(n == 1 ? "" : "s")}");
}
