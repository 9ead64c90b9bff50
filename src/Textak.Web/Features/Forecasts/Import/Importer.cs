using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>Puts forecast files into the database: each whole, or not at all, and never twice.</summary>
public sealed class Importer(IServiceProvider services, BoardLog log, TimeProvider time)
{
    /// <summary>Imports one file.</summary>
    /// <returns>What became of it, a line to be read by a person, and whether that is a success.</returns>
    public async Task<Imported> ImportAsync(string path, Category? category = null, CancellationToken stop = default)
    {
        var name = Path.GetFileName(path);
        var (text, problem) = await ReadAsync(path, stop);
        if (text is null) return new(Success: false, Added: false, [$"{name}: {problem}"]);
        var read = ForecastFileReader.Read(path, text, time.Now(), category);
        if (read.File is not { } file) return new(Success: false, Added: false, [.. read.Errors.Select(e => e.ToString()), $"{name}: nothing was loaded."]);

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var there = await db.Forecasts.Where(f => f.Slug == file.Slug || f.Title == file.Title).Select(f => f.Slug).FirstOrDefaultAsync(stop);
        if (there is not null) return new(Success: true, Added: false, [$"{name}: already there, at /f/{there}; nothing was added."]);

        var editorial = await EditorialAccount.EnsureAsync(services);
        try
        {
            await log.OpenAsync(() => Forecast(file), editorial, () => History(file), stop);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return new(Success: true, Added: false, [$"{name}: another import put it there at this moment; nothing was added."]);
        }
        var (pro, con) = (file.Arguments.Count(a => a.Side == Side.For), file.Arguments.Count(a => a.Side == Side.Against));
        return new(Success: true, Added: true, [$"{name}: /f/{file.Slug}, {pro} for, {con} against, {Many(file.Signals.Count, "signal")}, {Many(file.History.Count, "estimate")}."]);
    }

    private static async Task<(string? Text, string Problem)> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path)) return (null, "is a folder; name the files in it.");
            if (!file.Exists) return (null, "there is no such file.");
            if (file.Length > ForecastFileReader.MaxBytes)
                return (null, $"has {file.Length} bytes; at most {ForecastFileReader.MaxBytes} are read. One file holds one forecast.");
            return (await File.ReadAllTextAsync(path, stop), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, "can't be opened; the program may not read it.");
        }
    }

    private static Forecast Forecast(ForecastFile file) => new()
    {
        Slug = file.Slug,
        Title = file.Title,
        Thesis = file.Thesis,
        WhyItMatters = file.WhyItMatters,
        Category = file.Category,
        Horizon = file.Horizon,
        Criteria = file.Criteria,
        StatedConfidence = file.StatedConfidence,
        OpenedAt = file.OpenedAt,
    };

    /// <summary>Everything that the file tells, in the order of time; at one time, in the order of the file.</summary>
    private static List<Moment> History(ForecastFile file)
    {
        var sources = new HashSet<string>();
        var end = file.Resolution is { } resolution ? new[] { new Moment(resolution.At, change => Resolve(change, resolution)) } : [];
        return file.Arguments.Select(argument => new Moment(argument.At, change => Post(change, argument, sources)))
            .Concat(file.Signals.Select(signal => new Moment(Later(signal.PublishedAt, file.OpenedAt), change => Add(change, signal, sources))))
            .Concat(Estimates(file)).Concat(end)
            .OrderBy(moment => moment.At).ToList();
    }

    private static IEnumerable<Moment> Estimates(ForecastFile file)
    {
        Estimate? before = null;
        var crowd = new Crowd();
        foreach (var estimate in file.History)
        {
            yield return new(estimate.At, change =>
            {
                change.Record(EventKind.EstimateSet);
                before?.End(change.Seq);
                change.Db.Estimates.Add(before = new()
                {
                    ForecastId = change.Forecast.Id, Seq = change.Seq, AccountId = change.AccountId, Percent = estimate.Percent, At = change.Now, Before = before?.Percent,
                    CriteriaNumber = change.Forecast.CriteriaNumber,
                });
                change.Pooled(crowd, crowd.Set(change.AccountId, estimate.Percent));
            });
        }
    }

    private static void Post(Change change, ImportedArgument imported, HashSet<string> sources)
    {
        var argument = new Argument
        {
            ForecastId = change.Forecast.Id,
            AuthorId = change.AccountId,
            Side = imported.Side,
            Text = imported.Text,
            Link = imported.Link,
            SourceKey = Source.Key(imported.Link),
            PostedAt = change.Now,
        };
        change.Db.Arguments.Add(argument);
        change.Forecast.Count(argument.Side, 1);
        Count(change, argument.SourceKey, sources);
        change.Record(EventKind.ArgumentPosted, argument);
    }

    private static void Add(Change change, ImportedSignal imported, HashSet<string> sources)
    {
        var signal = new Signal
        {
            ForecastId = change.Forecast.Id,
            Headline = imported.Headline,
            Source = imported.Source,
            Link = imported.Link,
            SourceKey = Source.Key(imported.Link, imported.Source),
            PublishedAt = imported.PublishedAt,
            Direction = imported.Direction,
        };
        change.Db.Signals.Add(signal);
        Count(change, signal.SourceKey, sources);
        change.Record(EventKind.SignalAdded, signal: signal);
    }

    private static void Count(Change change, string? key, HashSet<string> sources)
    {
        if (key is not null && sources.Add(key)) change.Forecast.CountSource(1);
    }

    private static void Resolve(Change change, ImportedResolution resolution)
    {
        if (change.Forecast.Resolve(resolution.Status, resolution.Reason, [], change.Now) is { } refusal) throw new InvalidOperationException(refusal.Message);
        change.Record(EventKind.Resolved);
        change.Db.ModerationActs.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = resolution.Reason, Status = resolution.Status });
    }

    private static string Many(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>What became of one file.</summary>
public sealed record Imported(bool Success, bool Added, IReadOnlyList<string> Lines);
