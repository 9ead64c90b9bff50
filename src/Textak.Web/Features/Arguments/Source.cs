using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

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

    /// <summary>Adjusts the forecast's count when an argument appears with all that it cites (1) or goes (-1).</summary>
    internal static async Task CountAsync(Change change, Argument argument, int by)
    {
        // One that is new cites nothing yet
        if (argument.Id == 0) return;
        var keys = await change.Db.SourceLinks.Where(s => s.ArgumentId == argument.Id && s.EndSeq == null).Select(s => s.Key).Distinct().ToListAsync();
        foreach (var key in keys)
            if (!await IsCitedAsync(change, key, besides: s => s.ArgumentId != argument.Id)) change.Forecast.CountSource(by);
    }

    /// <summary>The same for one source of an argument that everybody sees.</summary>
    internal static async Task CountAsync(Change change, SourceLink one, int by)
    {
        if (!await IsCitedAsync(change, one.Key, besides: s => s.Id != one.Id)) change.Forecast.CountSource(by);
    }

    /// <summary>The same for a signal that begins to count, or counts no longer.</summary>
    internal static async Task CountAsync(Change change, Signal signal, int by)
    {
        if (signal.SourceKey is { } key && !await IsCitedAsync(change, key, besides: _ => true, signal.Id)) change.Forecast.CountSource(by);
    }

    /// <param name="signalId">A signal that is not asked about; 0 for none.</param>
    private static async Task<bool> IsCitedAsync(Change change, string key, Expression<Func<SourceLink, bool>> besides, long signalId = 0)
    {
        var id = change.Forecast.Id;
        return await change.Db.SourceLinks.Where(besides).AnyAsync(s => s.ForecastId == id && s.Key == key && s.EndSeq == null && s.Argument!.HiddenAt == null)
            || await change.Db.Signals.AnyAsync(s => s.ForecastId == id && s.SourceKey == key && s.FadedSeq == null && s.Id != signalId);
    }

    private static string Cut(string key) => key.Length <= KeyLength ? key : key[..KeyLength];
}
