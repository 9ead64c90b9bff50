using System.Globalization;
using System.Text.RegularExpressions;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// A captured page's first line of substance: "75% 3 ptsby Q1 2027". The page draws the direction of the movement as an
/// arrow, which is often lost in copying; points without arrow or sign are therefore taken as up. The movement is in
/// points over the last week, below zero for down.
/// </summary>
internal sealed record NumberLine(int Percent, int Movement, DateOnly Horizon)
{
    private static readonly Regex Form = new(
        @"^(?<percent>[0-9]+)\s*%\s*((?<sign>[▲▼+\-−–]?)\s*(?<points>[0-9]+)\s*(pts?|points?)|unchanged|no change)?\s*by\s*(?<horizon>\S.*)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static NumberLine Read(Problems problems, TextLine line)
    {
        var match = Form.Match(line.Trimmed);
        if (!match.Success)
        {
            var found = line.IsBlank ? "is missing" : $"reads \"{Check.Shown(line.Trimmed)}\"";
            problems.Add(line.Number, $"The number line {found}. It should be like \"75% 3 pts by Q1 2027\" or \"75% unchanged by Q1 2027\".");
            return new NumberLine(50, 0, default);
        }

        var percent = Check.Percent(problems, line.Number, match.Groups["percent"].Value);
        var movement = ReadMovement(match);
        if (percent - movement is < 1 or > 99)
            problems.Add(line.Number, $"A movement of {movement} points that ends at {percent} % began outside 1 to 99 %. Mend one of the two.");
        if (!HorizonDate.TryRead(match.Groups["horizon"].Value, out var horizon))
            problems.Add(line.Number, $"\"{Check.Shown(match.Groups["horizon"].Value)}\" is not a horizon. {HorizonDate.Forms}");
        return new NumberLine(percent, movement, horizon);
    }

    private static int ReadMovement(Match match)
    {
        var points = match.Groups["points"].Value;
        if (points.Length == 0) return 0;
        // More digits than that are outside 1 to 99 % in any case
        var size = points.Length > 4 ? 9999 : int.Parse(points, NumberStyles.None, CultureInfo.InvariantCulture);
        return match.Groups["sign"].Value is "▼" or "-" or "−" or "–" ? -size : size;
    }
}
