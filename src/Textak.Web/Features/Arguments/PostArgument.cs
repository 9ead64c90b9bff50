using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;

namespace Textak.Web.Features.Arguments;

/// <summary>Posts an argument, as it was typed, and with it one's own new estimate, which it moved; none where the percent is empty.</summary>
/// <param name="Side">"for" or "against"; a rebuttal has the side that the argument which it answers hasn't.</param>
public sealed record PostArgument(string? Side, string? Text, string? Link, string? Percent = null)
{
    /// <summary>The argument that it rebuts; null where it stands by itself.</summary>
    public long? Answers { get; init; }

    /// <summary>More of its first source: see <see cref="TypedSource"/>.</summary>
    public string? Title { get; init; }
    public string? Publisher { get; init; }
    public string? Grade { get; init; }

    /// <summary>How many arguments its author may have posted with it on the first day of their account; null where that is over.</summary>
    public int? AtMost { get; init; }

    /// <summary>Whether it reads what other commands may have written: what it answers, whose source is told already, or who may speak.</summary>
    internal bool Reads(Forecast board, DateTimeOffset now) =>
        Answers is not null || !new TypedSource(Link, Title, Publisher).IsEmpty || AtMost is not null || board.Hushes(now);

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.HushedAsync(AtMost) is { } hushed) return hushed;
        var (answered, refusal) = await AnsweredAsync(change);
        if (refusal is not null) return refusal;
        if ((answered?.Side.Opposite() ?? Parse(Side)) is not { } side) return new(nameof(Side), "Choose a side: for or against.");

        if (ArgumentText.Read(Text, out var text) is { } unfit) return unfit;
        int? percent = string.IsNullOrWhiteSpace(Percent) ? null : SetEstimate.Read(Percent);
        if (SetEstimate.Wrong(percent) is { } wrong) return wrong;
        if (percent is not null && await SetEstimate.HeardAsync(change, await change.Crowds.MineAsync(change)) is { } heard) return heard;

        var argument = new Argument
        {
            ForecastId = change.Forecast.Id,
            AuthorId = change.AccountId,
            Seq = change.Seq,
            Side = side,
            Answers = answered,
            Level = answered is null ? 0 : answered.Level + 1,
            Text = text,
            PostedAt = change.Now,
        };
        var typed = new TypedSource(Link, Title, Publisher, Grade);
        var (source, unfound) = typed.IsEmpty ? (null, null) : typed.Read(change, argument);
        if (unfound is not null) return unfound;
        await change.CountAsync(argument, 1);
        change.Db.Arguments.Add(argument);
        if (source is not null)
        {
            await Source.CountAsync(change, source, 1);
            change.Db.SourceLinks.Add(source);
        }
        change.Record(EventKind.ArgumentPosted, argument);
        if (percent is { } set) await SetEstimate.AlsoAsync(change, set, new([argument], []));
        return null;
    }

    private async Task<(Argument? Answered, Refusal? Refusal)> AnsweredAsync(Change change)
    {
        if (Answers is not { } id) return (null, null);
        var answered = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == id && a.ForecastId == change.Forecast.Id);
        return answered switch
        {
            null => (null, new("", "There is no such argument on this board.")),
            { HiddenAt: not null } => (null, new("", "Others don’t see this argument any more: it can’t be rebutted.")),
            { Level: >= Argument.DeepestLevel } => (null, new("", "Rebuttals go two levels deep. Answer the one above it.")),
            _ => (answered, null),
        };
    }

    private static Side? Parse(string? side) => side?.ToUpperInvariant() switch
    {
        "FOR" => Arguments.Side.For,
        "AGAINST" => Arguments.Side.Against,
        _ => null,
    };
}
