using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Textak.Web.Platform;

/// <summary>Rows as comma-separated values (RFC 4180), for spreadsheets: what people typed is never taken for a formula there.</summary>
public static class Csv
{
    // A spreadsheet takes a cell for a formula that begins with one of these, in its wide form too, whatever blanks stand before
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@＝＋－＠");
    private static readonly SearchValues<char> Quoting = SearchValues.Create(",\"\r\n\t ;");

    /// <summary>Writes a line for each row as it comes, its columns named like the properties; numbers and times are invariant.</summary>
    public static async Task WriteAsync<T>(Stream stream, IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        var columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        // With its mark in front, without which spreadsheets don't know UTF-8
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => char.ToLowerInvariant(column.Name[0]) + column.Name[1..])).AsMemory(), stop);
        await foreach (var row in rows.WithCancellation(stop))
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => Cell(column.GetValue(row)))).AsMemory(), stop);
    }

    /// <summary>One cell: text quoted where it has to be, with an apostrophe in front where it would be a formula.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text)
    {
        var start = text.AsSpan();
        while (start.Length > 0 && (char.IsWhiteSpace(start[0]) || char.GetUnicodeCategory(start[0]) is UnicodeCategory.Format)) start = start[1..];
        // Leading tabs and line ends alone are enough for some
        var safe = start.Length > 0 && Formula.Contains(start[0]) || text is ['\t' or '\r' or '\n', ..] ? $"'{text}" : text;
        return !safe.AsSpan().ContainsAny(Quoting) ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
