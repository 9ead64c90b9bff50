using System.Globalization;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>What a reader could not read, each sort once, with how often and the first example.</summary>
internal sealed class Unread
{
    private const int LongestExample = 60;
    private readonly Dictionary<string, (int Count, string? Example)> found = new(StringComparer.Ordinal);

    /// <param name="what">A whole sentence without its full stop.</param>
    /// <param name="example">As it was found: it is a stranger's text.</param>
    public void Note(string what, string? example = null)
    {
        var (count, first) = found.GetValueOrDefault(what);
        found[what] = (count + 1, first ?? Short(example));
    }

    public IReadOnlyList<string> Said => [.. found.Select(one => one.Key
        + (one.Value.Example is { } example ? $": “{example}”" : "")
        + (one.Value.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({one.Value.Count} times)") : "") + ".")];

    private static string? Short(string? example) =>
        string.IsNullOrWhiteSpace(example) ? null : Markup.Cut(Plain.Text(example.Length > 4 * LongestExample ? example[..(4 * LongestExample)] : example).ReplaceLineEndings(" "), LongestExample);
}
