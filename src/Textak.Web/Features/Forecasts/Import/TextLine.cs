namespace Textak.Web.Features.Forecasts.Import;

/// <summary>A line with its place in the file, counted from 1. The text keeps its indent and has lost its trailing space.</summary>
internal readonly record struct TextLine(int Number, string Text)
{
    public bool IsBlank => Text.Length == 0;

    public bool IsIndented => Text.Length > 0 && char.IsWhiteSpace(Text[0]);

    /// <summary>How many characters it is indented by.</summary>
    public int Indent => Text.Length - Text.TrimStart().Length;

    public string Trimmed => Text.Trim();

    /// <summary>Ends lines at LF, CRLF or CR, and leaves out a byte order mark.</summary>
    public static IReadOnlyList<TextLine> Split(string text) =>
        [.. text.TrimStart('\uFEFF')
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n')
            .Split('\n')
            .Select((line, index) => new TextLine(index + 1, line.TrimEnd()))];
}
