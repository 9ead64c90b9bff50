using System.Text.RegularExpressions;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The forecast's part of its address: lower-case words joined by hyphens.</summary>
internal static class Slug
{
    private static readonly Regex Form = new("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    public static string Check(Problems problems, TextLine slug)
    {
        // $ also matches before a last line break
        if (slug.Text.Length > Forecast.SlugLength || slug.Text.Contains('\n', StringComparison.Ordinal) || !Form.IsMatch(slug.Text))
            problems.Add(slug.Number,
                $"\"{Import.Check.Shown(slug.Text)}\" can't be an address. "
                + $"Use lower-case letters a to z, digits and single hyphens, at most {Forecast.SlugLength} characters.");
        return slug.Text;
    }
}
