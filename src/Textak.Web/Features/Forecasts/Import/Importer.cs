using System.Runtime.CompilerServices;
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
        var (accounts, taken) = await ImportedAccounts.EnsureAsync(db, [.. file.Participants.Select(p => p.Name)], time.Now(), stop);
        if (taken is not null) return new(Success: false, Added: false, [$"{name}: \"{taken}\" is somebody's account here, and only they speak for it.", $"{name}: nothing was loaded."]);
        try
        {
            await log.OpenAsync(() => Forecast(file), editorial, () => History(file, accounts), stop);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return new(Success: true, Added: false, [$"{name}: another import put it there at this moment; nothing was added."]);
        }
        var estimates = file.History.Count + file.Participants.Sum(p => p.Words.Count(word => word.Percent is not null));
        var (pro, con) = (file.Arguments.Count(a => a.Side == Side.For), file.Arguments.Count(a => a.Side == Side.Against));
        var rebuttals = file.Arguments.Sum(a => a.Rebuttals.Count + a.Rebuttals.Sum(r => r.Rebuttals.Count));
        return new(Success: true, Added: true, [$"{name}: /f/{file.Slug}, {pro} for, {con} against, {(rebuttals == 0 ? "" : $"{Many(rebuttals, "rebuttal")}, ")}{Many(file.Signals.Count, "signal")}, {Many(estimates, "estimate")}."]);
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
    private static List<Moment> History(ForecastFile file, IReadOnlyDictionary<string, long> accounts)
    {
        var sources = new HashSet<string>();
        var end = file.Resolution is { } resolution ? new[] { new Moment(resolution.At, change => Resolve(change, resolution)) } : [];
        return file.Arguments.SelectMany(argument => Posts(argument, answers: null, sources))
            .Concat(file.Signals.Select(signal => new Moment(Later(signal.PublishedAt, file.OpenedAt), change => Add(change, signal, sources))))
            .Concat(Estimates(file, accounts)).Concat(end)
            .OrderBy(moment => moment.At).ToList();
    }

    private static IEnumerable<Moment> Estimates(ForecastFile file, IReadOnlyDictionary<string, long> accounts)
    {
        var crowd = new Crowd();
        return Estimates(null, file.History.Select(e => new ImportedWord(e.At, e.Percent)), crowd)
            .Concat(file.Participants.SelectMany(p => Estimates(accounts[p.Name], p.Words, crowd)));
    }

    /// <param name="account">Whose they are; null for the editors'.</param>
    private static IEnumerable<Moment> Estimates(long? account, IEnumerable<ImportedWord> words, Crowd crowd)
    {
        Estimate? before = null;
        foreach (var word in words)
        {
            yield return new(word.At, change =>
            {
                change.Record(word.Percent is null ? EventKind.EstimateWithdrawn : EventKind.EstimateSet);
                before?.End(change.Seq);
                before = word.Percent is not { } percent ? null : new()
                {
                    ForecastId = change.Forecast.Id, Seq = change.Seq, AccountId = change.AccountId, Percent = percent, At = change.Now, Before = before?.Percent,
                    CriteriaNumber = change.Forecast.CriteriaNumber,
                };
                if (before is not null) change.Db.Estimates.Add(before);
                change.Pooled(crowd, word.Percent is { } set ? crowd.Set(change.AccountId, set) : crowd.Withdraw(change.AccountId));
            })
            { AccountId = account };
        }
    }

    /// <summary>An argument, and after it what rebuts it.</summary>
    private static IEnumerable<Moment> Posts(ImportedArgument imported, StrongBox<Argument>? answers, HashSet<string> sources)
    {
        var posted = new StrongBox<Argument>();
        return imported.Rebuttals.SelectMany(rebuttal => Posts(rebuttal, posted, sources))
            .Prepend(new(imported.At, change => posted.Value = Post(change, imported, answers?.Value, sources)));
    }

    private static Argument Post(Change change, ImportedArgument imported, Argument? answers, HashSet<string> sources)
    {
        var argument = new Argument
        {
            ForecastId = change.Forecast.Id,
            AuthorId = change.AccountId,
            Seq = change.Seq,
            Side = imported.Side,
            Answers = answers,
            Level = answers is null ? 0 : answers.Level + 1,
            Text = imported.Text,
            PostedAt = change.Now,
        };
        change.Db.Arguments.Add(argument);
        if (answers is null) change.Forecast.Count(argument.Side, 1);
        else answers.CountRebuttal(1);
        foreach (var source in imported.Sources)
        {
            var key = Source.Key(source.Link)!;
            Count(change, key, sources);
            change.Db.SourceLinks.Add(new()
            {
                ForecastId = change.Forecast.Id, Argument = argument, Seq = change.Seq, Link = source.Link, Title = source.Title, Publisher = source.Publisher,
                Grade = source.Grade, Key = key,
            });
        }
        change.Record(EventKind.ArgumentPosted, argument);
        return argument;
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
        if (change.Forecast.Resolve(resolution.Status, resolution.Reason, resolution.Sources, change.Now) is { } refusal) throw new InvalidOperationException(refusal.Message);
        change.Record(EventKind.Resolved);
        change.Db.ModerationActs.Add(new()
        {
            ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = resolution.Reason, Sources = resolution.Sources, Status = resolution.Status,
        });
    }

    private static string Many(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>What became of one file.</summary>
public sealed record Imported(bool Success, bool Added, IReadOnlyList<string> Lines);
