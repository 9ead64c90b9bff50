using System.Globalization;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The rules both formats share. Each notes a problem and hands back a value to read on with.</summary>
internal static class Check
{
    /// <summary>Length is in UTF-16 units, as the databases count it.</summary>
    /// <param name="what">Begins the sentence of the complaint: "The title".</param>
    public static string Text(Problems problems, int line, string what, string text, int most)
    {
        if (text.Length == 0) problems.Add(line, $"{what} is missing.");
        else if (text.Length > most) problems.Add(line, $"{what} has {text.Length} characters; at most {most} fit.");
        return text;
    }

    /// <summary>An argument is measured as it is where one is posted: in whole characters.</summary>
    public static string Argument(Problems problems, int line, string text)
    {
        var length = Plain.Length(text);
        if (length < Arguments.Argument.ShortestText)
            problems.Add(line, $"The argument has {length} characters; it needs at least {Arguments.Argument.ShortestText}.");
        else if (length > Arguments.Argument.LongestText)
            problems.Add(line, $"The argument has {length} characters; at most {Arguments.Argument.LongestText} fit.");
        return text;
    }

    public static string? Link(Problems problems, TextLine? given, int most = Signal.LinkLength)
    {
        if (given is not { } typed) return null;
        if (!typed.Text.Any(char.IsWhiteSpace) && Plain.TryLink(typed.Text, most, out var link)) return link;
        problems.Add(typed.Number, typed.Text.Length > most
            ? $"The link has {typed.Text.Length} characters; at most {most} fit."
            : $"\"{Shown(typed.Text)}\" is not a link. Write the whole address, with https:// or http:// before it.");
        return null;
    }

    public static int Percent(Problems problems, int line, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99) return percent;
        problems.Add(line, $"\"{Shown(text)}\" is not a probability. Write a whole number of percent from 1 to 99.");
        return 50;
    }

    /// <summary>What was found, short enough to be quoted in a complaint.</summary>
    public static string Shown(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");
}
