namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// The names of an enum as a person writes them: any case, "resolved true" and "resolved-true" for ResolvedTrue.
/// Enum.TryParse would also take numbers and lists.
/// </summary>
internal static class Words
{
    public static bool TryRead<T>(string text, out T value) where T : struct, Enum
    {
        var word = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        foreach (var each in Enum.GetValues<T>())
        {
            value = each;
            if (string.Equals(each.ToString(), word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        value = default;
        return false;
    }

    public static string All<T>() where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
