using Textak.Forecasting;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>An argument as one viewer may see it. Text and link are null where it is hidden from them.</summary>
public sealed record ArgumentView
{
    public required long Id { get; init; }
    public required Side Side { get; init; }
    public required string? Text { get; init; }
    public required string? Link { get; init; }
    public required long AuthorId { get; init; }
    public required string Author { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
    public required DateTimeOffset? HiddenAt { get; init; }
    public required string? HiddenReason { get; init; }
    public required int Votes { get; init; }
    public required int VoteSum { get; init; }

    public required int Named { get; init; }
    public required int Moved { get; init; }
    public required double Points { get; init; }
    public required double LogOdds { get; init; }

    /// <summary>What it moved, going by what people say moved them.</summary>
    public Impact Impact => new(Named, Moved, Points, LogOdds);

    public bool Hidden => HiddenAt is not null;

    /// <summary>The same for a viewer who is to see what it moved only after setting their own number.</summary>
    public ArgumentView HeldBack() => this with { Named = 0, Moved = 0, Points = 0, LogOdds = 0 };

    /// <summary>
    /// Mean strength, 0 to 5, drawn to the middle by three votes of 2.5 while votes are few:
    /// (sum + 7.5) / (votes + 3), a Bayesian average.
    /// </summary>
    public double Strength => (VoteSum + 7.5) / (Votes + 3);
}

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
            Text = a.HiddenAt == null || all || a.AuthorId == me ? a.Text : null,
            Link = a.HiddenAt == null || all || a.AuthorId == me ? a.Link : null,
            AuthorId = a.AuthorId,
            Author = a.Author!.UserName!,
            PostedAt = a.PostedAt,
            HiddenAt = a.HiddenAt,
            HiddenReason = a.HiddenReason,
            Votes = a.Votes,
            VoteSum = a.VoteSum,
            Named = a.Named,
            Moved = a.Moved,
            Points = a.Points,
            LogOdds = a.LogOdds,
        });
    }

    /// <summary>In the order of a column: newest first, or strongest first (with a source before without, then the older).</summary>
    public static IEnumerable<ArgumentView> InOrder(this IEnumerable<ArgumentView> arguments, bool strongest) => strongest
        ? arguments.OrderByDescending(a => a.Hidden ? -1 : a.Strength).ThenBy(a => a.Link is null).ThenBy(a => a.PostedAt).ThenBy(a => a.Id)
        : arguments.OrderByDescending(a => a.PostedAt).ThenByDescending(a => a.Id);
}
