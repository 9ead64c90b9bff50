using System.Globalization;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Signals;

/// <summary>Adds a piece of news to a board. It holds plain text that was looked at already, and a link that is a web address.</summary>
public sealed record AddSignal(string Headline, string? Source, string? Link, DateTimeOffset PublishedAt, Direction Direction, Grade Grade)
{
    /// <summary>By which half-life it grows old; null for that of the board.</summary>
    public Category? Category { get; init; }

    /// <summary>Where else the same story was told.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.ClosedAs(change.Now) is not null) return new("", $"“{change.Forecast.Title}” is not open: it takes no more signals.");
        var category = Category ?? change.Forecast.Category;
        var signal = new Signal
        {
            ForecastId = change.Forecast.Id, Headline = Headline, Source = Source, Link = Link, SourceKey = Arguments.Source.Key(Link, Source),
            PublishedAt = PublishedAt, Direction = Direction, Category = category, Grade = Grade, Others = Others,
            CountsUntil = PublishedAt + Ageing.Counts(category, Grade),
        };
        // What is old news already never counts
        if (signal.CountsUntil <= change.Now) signal.Fade(change.Seq);
        else await Arguments.Source.CountAsync(change, signal, 1);
        change.Db.Signals.Add(signal);
        change.Record(EventKind.SignalAdded, signal: signal);
        // So that the record can name it by its id
        await change.Db.SaveChangesAsync();
        await AuditHead.AddAsync(change.Db, new()
        {
            At = change.Now, ById = change.AccountId, Deed = Deed.SignalAdded, ForecastId = change.Forecast.Id, Detail = signal.Id.ToString(CultureInfo.InvariantCulture),
        });
        return null;
    }
}
