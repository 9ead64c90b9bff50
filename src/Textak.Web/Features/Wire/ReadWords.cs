using System.Text;

namespace Textak.Web.Features.Wire;

/// <summary>A text as its words are compared: in small letters, without plurals, with blanks between.</summary>
public sealed class ReadWords
{
    // From here on there are scripts that put no blanks between words
    private const char Unspaced = '\u2E80';

    private readonly string words;
    private readonly HashSet<string> set;

    public ReadWords(string text)
    {
        var compared = Compared(text);
        words = $" {compared} ";
        set = [.. compared.Split(' ')];
    }

    /// <summary>Whether some words, as they are compared, stand in it one after the other.</summary>
    public bool Hold(string compared)
    {
        if (compared.Any(c => c >= Unspaced)) return words.Contains(compared, StringComparison.Ordinal);
        var blank = compared.IndexOf(' ');
        // Nearly always the first is not there at all
        return set.Contains(blank < 0 ? compared : compared[..blank]) && (blank < 0 || words.Contains($" {compared} ", StringComparison.Ordinal));
    }

    /// <summary>As words are compared: "OpenAI's GPT-5 Models" and "openai gpt 5 model" are the same.</summary>
    public static string Compared(string text)
    {
        text = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace("’s ", " ", StringComparison.Ordinal).Replace("'s ", " ", StringComparison.Ordinal);
        return string.Join(' ', text.Split([.. text.Where(c => !char.IsLetterOrDigit(c) && !char.IsSurrogate(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(Singular));
    }

    private static string Singular(string word) => word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
}
