using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>What counts as one independent source: a site, or a publisher's name where there is no link.</summary>
public static class Source
{
    public const int KeyLength = 260;

    /// <summary>The site of a link, without "www.", or the publisher's name, in small letters; null where both are missing.</summary>
    public static string? Key(string? link, string? publisher = null) =>
        link is not null ? Cut(Site(link))
        : string.IsNullOrWhiteSpace(publisher) ? null
        : Cut(publisher.Trim().ToLowerInvariant());

    /// <summary>The site as a reader knows it: "aiindex.stanford.edu".</summary>
    public static string Site(string link)
    {
        try
        {
            var host = new Uri(link).IdnHost;
            return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        }
        catch (UriFormatException)
        {
            // One link that can't be read must not keep a whole board from being drawn
            return link;
        }
    }

    /// <summary>Adjusts the forecast's count when an argument with this source appears (1) or goes (-1).</summary>
    internal static async Task CountAsync(Change change, string? key, long? argumentId, int by)
    {
        if (key is null) return;
        var id = change.Forecast.Id;
        var elsewhere = await change.Db.Arguments.AnyAsync(a => a.ForecastId == id && a.SourceKey == key && a.HiddenAt == null && a.Id != argumentId)
            || await change.Db.Signals.AnyAsync(s => s.ForecastId == id && s.SourceKey == key);
        if (!elsewhere) change.Forecast.CountSource(by);
    }

    private static string Cut(string key) => key.Length <= KeyLength ? key : key[..KeyLength];
}
