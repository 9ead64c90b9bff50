using Textak.Web.Data;

namespace Textak.Web.Features.Forecasts;

public static class Asked
{
    /// <summary>All that the board asks or asked. A proposal isn't asked yet, and one that was annulled never was.</summary>
    public static IQueryable<Forecast> AskedForecasts(this TextakDb db) => db.Forecasts.Where(f => f.Shelf != Shelf.None);
}
