using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>An argument as one viewer may see it. Text is null, and there are no sources, where it is hidden from them.</summary>
public sealed record ArgumentView
{
    public required long Id { get; init; }
    public required Side Side { get; init; }

    /// <summary>The argument that it rebuts, how deep it stands, and how many rebut it.</summary>
    public required long? AnswersId { get; init; }
    public required int Level { get; init; }
    public required int Rebuttals { get; init; }
    public required string? Text { get; init; }

    /// <summary>What it cites, in the order in which it was cited.</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];
    public required long AuthorId { get; init; }
    public required string Author { get; init; }

    /// <summary>Whether a program wrote it.</summary>
    public required bool ByProgram { get; init; }
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Which wording it is, from 1 on, and since when it is that; null as long as it is as it was posted.</summary>
    public required int Edition { get; init; }
    public required DateTimeOffset? EditedAt { get; init; }
    public required DateTimeOffset? HiddenAt { get; init; }
    public required string? HiddenReason { get; init; }
    public required bool IsWithdrawn { get; init; }
    public required int Votes { get; init; }
    public required double Strength { get; init; }
    public required double Contest { get; init; }
    public required int Agreements { get; init; }

    public required int Named { get; init; }
    public required int Moved { get; init; }
    public required double Points { get; init; }
    public required double LogOdds { get; init; }

    /// <summary>What it moved, going by what people say moved them.</summary>
    public Impact Impact => new(Named, Moved, Points, LogOdds);

    public bool Hidden => HiddenAt is not null;

    /// <summary>The same for a viewer who is to see what it moved only after setting their own number.</summary>
    public ArgumentView HeldBack() => this with { Named = 0, Moved = 0, Points = 0, LogOdds = 0 };
}

/// <summary>What an argument cites.</summary>
/// <param name="Challenges">How many say that it deserves another grade.</param>
public sealed record SourceView(long Id, long ArgumentId, string Link, string? Title, string? Publisher, Grade Grade, string Key, int Challenges);

/// <summary>The visibility gate: the one way by which an argument's text leaves the database.</summary>
public static class ArgumentVisibility
{
    /// <summary>Arguments as the viewer may see them: hidden text is left in the database but for its author and moderators.</summary>
    public static IQueryable<ArgumentView> VisibleTo(this IQueryable<Argument> arguments, Viewer viewer)
    {
        var (me, all) = (viewer.Id ?? 0, viewer.Moderates);
        return arguments.Select(a => new ArgumentView
        {
            Id = a.Id,
            Side = a.Side,
            AnswersId = a.AnswersId,
            Level = a.Level,
            Rebuttals = a.Rebuttals,
            Text = a.HiddenAt == null || all || a.AuthorId == me ? a.Text : null,
            AuthorId = a.AuthorId,
            Author = a.Author!.UserName!,
            ByProgram = a.Author.OwnerId != null,
            PostedAt = a.PostedAt,
            Edition = a.Edition,
            EditedAt = a.EditedAt,
            HiddenAt = a.HiddenAt,
            HiddenReason = a.HiddenReason,
            IsWithdrawn = a.IsWithdrawn,
            Votes = a.Votes,
            Strength = a.Strength,
            Contest = a.Contest,
            Agreements = a.Agreements,
            Named = a.Named,
            Moved = a.Moved,
            Points = a.Points,
            LogOdds = a.LogOdds,
        });
    }

    /// <summary>The arguments as the viewer may see them, with what they cite.</summary>
    public static async Task<List<ArgumentView>> ViewsAsync(this IQueryable<Argument> arguments, TextakDb db, Viewer viewer, CancellationToken stop)
    {
        var views = await arguments.VisibleTo(viewer).ToListAsync(stop);
        if (views.Count == 0) return views;
        var ids = views.ConvertAll(view => view.Id);
        // Asked after the arguments: of one that was hidden in between there are none
        var sources = (await db.SourceLinks.Where(s => s.EndSeq == null && ids.Contains(s.ArgumentId)).VisibleTo(viewer).OrderBy(s => s.Id)
            .Select(s => new SourceView(s.Id, s.ArgumentId, s.Link, s.Title, s.Publisher, s.Grade, s.Key, s.Challenges)).ToListAsync(stop)).ToLookup(s => s.ArgumentId);
        return views.ConvertAll(view => view.Text is null ? view : view with { Sources = [.. sources[view.Id]] });
    }

    /// <summary>What arguments cite, as the viewer may see it: nothing of one that is hidden from them.</summary>
    public static IQueryable<SourceLink> VisibleTo(this IQueryable<SourceLink> sources, Viewer viewer)
    {
        var (me, all) = (viewer.Id ?? 0, viewer.Moderates);
        return sources.Where(s => all || s.Argument!.HiddenAt == null || s.Argument.AuthorId == me);
    }

    /// <summary>What arguments said before they were edited, as the viewer may see it: nothing of one that is hidden from them.</summary>
    public static IQueryable<Wording> VisibleTo(this IQueryable<Wording> wordings, Viewer viewer)
    {
        var (me, all) = (viewer.Id ?? 0, viewer.Moderates);
        return wordings.Where(w => all || w.Argument!.HiddenAt == null || w.Argument.AuthorId == me);
    }
}
