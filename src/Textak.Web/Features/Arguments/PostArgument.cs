using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Web.Features.Arguments;

/// <summary>Posts an argument, as it was typed, and with it one's own new estimate, which it moved; none where the percent is empty.</summary>
public sealed record PostArgument(string? Side, string? Text, string? Link, string? Percent = null)
{
    /// <summary>How many arguments its author may have posted with it on the first day of their account; null where that is over.</summary>
    public int? AtMost { get; init; }

    /// <summary>Whether it reads what other commands may have written: whose source is told already, or who may speak.</summary>
    internal bool Reads(Forecast board, DateTimeOffset now) => !string.IsNullOrWhiteSpace(Link) || AtMost is not null || board.Hushes(now);

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.HushedAsync(AtMost) is { } hushed) return hushed;
        if (Parse(Side) is not { } side) return new(nameof(Side), "Choose a side: for or against.");

        var text = Plain.Text(Text);
        if (Plain.Length(text) is var length && length < Argument.ShortestText)
            return new(nameof(Text), $"Say a little more: an argument takes at least {Argument.ShortestText} characters.");
        if (length > Argument.LongestText)
            return new(nameof(Text), $"That is {length} characters; an argument takes at most {Argument.LongestText}. Shorten it, or make two of it.");
        if (Plain.Problem(text) is { } problem) return new(nameof(Text), problem);
        if (!Plain.TryLink(Link, Argument.LinkLength, out var link))
            return new(nameof(Link), "The source must be a web address that begins with https:// or http://.");
        int? percent = string.IsNullOrWhiteSpace(Percent) ? null : SetEstimate.Read(Percent);
        if (SetEstimate.Wrong(percent) is { } wrong) return wrong;

        var argument = new Argument
        {
            ForecastId = change.Forecast.Id,
            AuthorId = change.AccountId,
            Side = side,
            Text = text,
            Link = link,
            SourceKey = Source.Key(link),
            PostedAt = change.Now,
        };
        await Source.CountAsync(change, argument.SourceKey, argumentId: null, by: 1);
        change.Forecast.Count(side, 1);
        change.Db.Arguments.Add(argument);
        change.Record(EventKind.ArgumentPosted, argument);
        if (percent is { } set) await SetEstimate.AlsoAsync(change, set, new([argument], []));
        return null;
    }

    private static Side? Parse(string? side) => side?.ToUpperInvariant() switch
    {
        "FOR" => Arguments.Side.For,
        "AGAINST" => Arguments.Side.Against,
        _ => null,
    };
}
