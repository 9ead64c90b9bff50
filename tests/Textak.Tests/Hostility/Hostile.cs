using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Textak.Tests.Hostility;

/// <summary>Something that people type who mean no good, or mean nothing by it: a line of hostile.txt. All of it is text, and is to be seen as it was typed.</summary>
/// <param name="Tries">What it tries, in a few words.</param>
/// <param name="Text">As a program holds it; half a character may be in it.</param>
/// <param name="Bytes">As a client sends it, which need not be UTF-8.</param>
public sealed partial record Hostile(string Tries, string Text, byte[] Bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly ILookup<string, Hostile> All = ReadAll();

    public static IReadOnlyList<Hostile> Texts { get; } = [.. All["Texts"]];

    /// <summary>What is typed where a link belongs, and is refused.</summary>
    public static IReadOnlyList<Hostile> RefusedLinks { get; } = [.. All["Links that are refused"]];

    /// <summary>Likewise, but they lead where they say.</summary>
    public static IReadOnlyList<Hostile> AcceptedLinks { get; } = [.. All["Links that lead where they say"]];

    /// <summary>Whether what is sent is text at all; of what isn't a server makes what it can.</summary>
    public bool IsUtf8 { get; } = Reads(Bytes);

    /// <summary>As a form sends it.</summary>
    public string Encoded { get; } = string.Concat(Bytes.Select(b => char.IsAsciiLetterOrDigit((char)b) ? $"{(char)b}" : $"%{b:X2}"));

    public override string ToString() => Tries;

    private static bool Reads(byte[] bytes)
    {
        try
        {
            return Strict.GetCharCount(bytes) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static ILookup<string, Hostile> ReadAll()
    {
        using var stream = typeof(Hostile).Assembly.GetManifestResourceStream("hostile.txt")!;
        using var file = new StreamReader(stream);
        var (section, cases) = ("", new List<(string Section, Hostile Case)>());
        while (file.ReadLine() is { } line)
            if (line.StartsWith("== ", StringComparison.Ordinal)) section = line[3..];
            else if (line.Length > 0 && line[0] != '#') cases.Add((section, Read(line)));
        return cases.ToLookup(one => one.Section, one => one.Case);
    }

    private static Hostile Read(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var (text, bytes) = (new StringBuilder(), new MemoryStream());
        Write(line[(colon + 2)..], text, bytes);
        return new(line[..colon], text.ToString(), bytes.ToArray());
    }

    private static void Write(string typed, StringBuilder text, MemoryStream bytes)
    {
        foreach (var part in Parts().Matches(typed).Select(match => match.Groups))
            if (part["times"].Success)
                for (var n = int.Parse(part["times"].ValueSpan, CultureInfo.InvariantCulture); n > 0; n--) Write(part["what"].Value, text, bytes);
            else if (part["bytes"].Success) WriteBytes(Convert.FromHexString(part["bytes"].Value.Replace("\\x", "", StringComparison.Ordinal)), text, bytes);
            else WriteText(Unescape().Replace(part["text"].Value, Unescaped), text, bytes);
    }

    private static void WriteBytes(byte[] raw, StringBuilder text, MemoryStream bytes)
    {
        bytes.Write(raw);
        text.Append(Encoding.UTF8.GetString(raw));
    }

    private static void WriteText(string plain, StringBuilder text, MemoryStream bytes)
    {
        text.Append(plain);
        for (var i = 0; i < plain.Length; i++)
            if (char.IsSurrogatePair(plain, i)) bytes.Write(Encoding.UTF8.GetBytes(plain, i++, 2));
            // Half a character goes out as some clients send it: in three bytes that are no UTF-8
            else if (char.IsSurrogate(plain[i])) bytes.Write([0xED, (byte)(0x80 | plain[i] >> 6 & 0x3F), (byte)(0x80 | plain[i] & 0x3F)]);
            else bytes.Write(Encoding.UTF8.GetBytes(plain, i, 1));
    }

    private static string Unescaped(Match escape) => escape.Value[1] switch
    {
        'u' => $"{(char)int.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        var itself => $"{itself}",
    };

    [GeneratedRegex(@"\\\*(?<times>[0-9]+)\((?<what>[^)]*)\)|(?<bytes>(?:\\x[0-9A-F]{2})+)|(?<text>(?:\\u[0-9a-fA-F]{4}|\\[nrt\\]|[^\\])+)")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\\u[0-9a-fA-F]{4}|\\[nrt\\]")]
    private static partial Regex Unescape();
}
