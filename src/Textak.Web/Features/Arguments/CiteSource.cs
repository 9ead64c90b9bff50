using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;

namespace Textak.Web.Features.Arguments;

/// <summary>Adds a source to one's own argument.</summary>
public sealed record CiteSource(long ArgumentId, TypedSource Typed)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        var (argument, refusal) = await OwnArgument.FindAsync(change, ArgumentId);
        if (argument is null) return refusal;
        if (argument.HiddenAt is not null) return new("", "Others don’t see this argument any more: its sources can’t be changed.");
        var (source, wrong) = Typed.Read(change, argument);
        if (source is null) return wrong;
        var cited = await change.Db.SourceLinks.Where(s => s.ArgumentId == ArgumentId && s.EndSeq == null).Select(s => s.Link).ToListAsync();
        if (cited.Contains(source.Link, StringComparer.Ordinal)) return new(nameof(Typed.Link), "That is among its sources already.");
        if (cited.Count >= SourceLink.Most) return new(nameof(Typed.Link), $"An argument cites at most {SourceLink.Most} sources. Take one away first.");

        if (await source.AddAsync(change) is { } no) return no;
        await Source.CountAsync(change, source, 1);
        change.Record(EventKind.SourceCited, argument);
        return null;
    }
}

/// <summary>Gives a source of one's own argument another grade, or takes it away.</summary>
/// <param name="Grade">A grade's name, or <see cref="Away"/>.</param>
public sealed record GradeSource(long ArgumentId, long SourceId, string? Grade)
{
    public const string Away = "none";

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        var (argument, refusal) = await OwnArgument.FindAsync(change, ArgumentId);
        if (argument is null) return refusal;
        if (argument.HiddenAt is not null) return new("", "Others don’t see this argument any more: its sources can’t be changed.");
        var source = await change.Db.SourceLinks.SingleOrDefaultAsync(s => s.Id == SourceId && s.ArgumentId == ArgumentId && s.EndSeq == null);
        if (source is null) return new("", "It is not among the sources any more. Reload the page.");
        if (Grade != Away && Grades.Read(Grade) is null) return new("", "Choose a grade: direct, proximate or circumstantial.");
        if (Grades.Read(Grade) == source.Grade) return new("", $"It is {source.Grade.Word()} already.");

        if (Grades.Read(Grade) is { } grade)
        {
            var anew = new SourceLink
            {
                ForecastId = source.ForecastId, Argument = argument, Seq = change.Seq, Link = source.Link, Title = source.Title, Publisher = source.Publisher,
                Grade = grade, Key = source.Key,
            };
            if (await anew.AddAsync(change) is { } no) return no;
        }
        else await Source.CountAsync(change, source, -1);
        source.End(change.Seq);
        change.Record(Grade == Away ? EventKind.SourceTaken : EventKind.SourceGraded, argument);
        return null;
    }
}
