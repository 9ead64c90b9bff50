using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Records;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Atom;

/// <summary>
/// What feeds tell, as anybody may see it. Numbers are not in them: they move all the time, some want to see them only after setting their own, and
/// each entry leads to where they are.
/// </summary>
internal sealed class AtomReader(TextakDb db, string home)
{
    private const int Most = 50, LongestTitle = 80;

    public async Task<AtomFeed> OfSiteAsync(Category? category)
    {
        var asked = db.AskedForecasts().AsNoTracking();
        if (category is { } chosen) asked = asked.Where(f => f.Category == chosen);
        var opened = await asked.OrderByDescending(f => f.HereSince).ThenByDescending(f => f.Id).Take(Most).ToListAsync();
        var resolved = await asked.Where(f => f.ResolvedAt != null).OrderByDescending(f => f.ResolvedAt).ThenByDescending(f => f.Id).Take(Most).ToListAsync();
        var first = await db.Forecasts.OrderBy(f => f.HereSince).Select(f => (DateTimeOffset?)f.HereSince).FirstOrDefaultAsync();
        var (path, word) = (category is { } c ? $"/atom/{Word(c)}" : "/atom", category is { } of ? $" on {Word(of)}" : "");
        return new(Tag(first ?? DateTimeOffset.UnixEpoch, path), $"Textak: forecasts{word}", home + path, home + (category is { } only ? $"/?category={Word(only)}" : "/"),
            InOrder(opened.Select(Opened).Concat(resolved.Select(Resolved))), []);
    }

    public async Task<AtomFeed> OfBoardAsync(long id)
    {
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == id);
        var arguments = await db.Arguments.Where(a => a.ForecastId == id && a.HiddenAt == null).OrderByDescending(a => a.Seq).Take(Most).ViewsAsync(db, Viewer.Anyone, CancellationToken.None);
        var hidden = await db.Arguments.Where(a => a.ForecastId == id && a.HiddenAt != null).OrderByDescending(a => a.HiddenAt).Take(Most).Select(a => new { a.Id, a.HiddenAt }).ToListAsync();
        var signals = await db.Signals.AsNoTracking().Standing().Where(s => s.ForecastId == id).OrderByDescending(s => s.PublishedAt).Take(Most).ToListAsync();
        var criteria = await db.CriteriaVersions.AsNoTracking().Where(v => v.ForecastId == id && v.Number > 1).OrderByDescending(v => v.Number).Take(Most).ToListAsync();
        var path = $"/f/{forecast.Slug}";
        var entries = arguments.Where(a => a.Text is not null).Select(a => Argued(forecast, a)).Concat(signals.Select(s => Signalled(forecast, s)))
            .Concat(criteria.Select(v => Reworded(forecast, v))).Append(Opened(forecast));
        if (forecast.ResolvedAt is not null) entries = entries.Append(Resolved(forecast));
        return new(Tag(forecast.HereSince, $"{path}/atom"), forecast.Title, $"{home}{path}/atom", home + path, InOrder(entries),
            [.. hidden.Select(a => new AtomGone(OfArgument(forecast, a.Id), a.HiddenAt!.Value))]);
    }

    private AtomEntry Opened(Forecast f) => new(Tag(f.HereSince, $"/f/{f.Slug}"), f.Title, $"{home}/f/{f.Slug}", f.HereSince, f.HereSince,
        [f.Thesis, $"By {f.HorizonLabel}. {f.Criteria}"]) { Category = Word(f.Category) };

    private AtomEntry Resolved(Forecast f)
    {
        // One that came here with its history is news from then on
        var at = f.ResolvedAt!.Value > f.HereSince ? f.ResolvedAt.Value : f.HereSince;
        return new(Tag(f.HereSince, string.Create(CultureInfo.InvariantCulture, $"/f/{f.Slug}/resolved/{f.ResolvedAt.Value.UtcTicks}")), $"{f.Verdict}: {f.Title}", $"{home}/f/{f.Slug}#standing", at, at, [f.Resolution ?? ""])
        {
            Category = Word(f.Category), Sources = f.ResolutionSources,
        };
    }

    private AtomEntry Argued(Forecast f, ArgumentView a) => new(OfArgument(f, a.Id), $"{(a.AnswersId is null ? a.Side.ToString() : $"Rebuttal, {Pulls(a.Side)}")}: {Short(a.Text!)}",
        $"{home}/f/{f.Slug}/arguments/{a.Id}", a.PostedAt, a.EditedAt ?? a.PostedAt, [a.Text!])
    {
        Author = (a.Author, home + PublicRecord.Address(a.Author)), Category = Pulls(a.Side), Sources = [.. a.Sources.Select(s => s.Link)],
    };

    private AtomEntry Signalled(Forecast f, Signal s) => new(Tag(f.HereSince, $"/f/{f.Slug}/signals/{s.Id}"), $"Signal: {s.Headline}", $"{home}/f/{f.Slug}#signals", s.PublishedAt, s.PublishedAt,
        [s.Source is { } source ? $"{s.Headline} ({source})" : s.Headline]) { Sources = s.Link is { } link ? [link] : [] };

    private AtomEntry Reworded(Forecast f, CriteriaVersion v) => new(Tag(f.HereSince, $"/f/{f.Slug}/criteria/{v.Number}"), "The resolution criteria changed", $"{home}/f/{f.Slug}/criteria", v.At, v.At,
        [v.Why ?? "", v.Text]);

    private string OfArgument(Forecast f, long id) => Tag(f.HereSince, $"/f/{f.Slug}/arguments/{id}");

    /// <summary>A tag URI (RFC 4151): of whoever has the site's name, and had it on a day.</summary>
    private string Tag(DateTimeOffset day, string path) => string.Create(CultureInfo.InvariantCulture, $"tag:{new Uri(home).IdnHost},{day.UtcDateTime:yyyy-MM-dd}:{path}");

    private static IReadOnlyList<AtomEntry> InOrder(IEnumerable<AtomEntry> entries) => [.. entries.OrderByDescending(e => e.Updated).ThenBy(e => e.Id, StringComparer.Ordinal).Take(Most)];

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var runes = line.EnumerateRunes().Take(LongestTitle + 1).ToList();
        return runes.Count <= LongestTitle ? line : string.Concat(runes.Take(LongestTitle)).TrimEnd() + "…";
    }

    private static string Pulls(Side side) => side.ToString().ToLowerInvariant();

    private static string Word(Category category) => category.ToString().ToLowerInvariant();
}
