using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Arguments;

/// <summary>What an argument says: as it was typed, then as it is kept.</summary>
internal static class ArgumentText
{
    /// <returns>What is wrong with it, at the field of that name; null where nothing is.</returns>
    public static Refusal? Read(string? typed, out string text)
    {
        text = Plain.Text(typed);
        if (Plain.Length(text) is var length && length < Argument.ShortestText)
            return new("Text", $"Say a little more: an argument takes at least {Argument.ShortestText} characters.");
        if (length > Argument.LongestText)
            return new("Text", $"That is {length} characters; an argument takes at most {Argument.LongestText}. Shorten it, or make two of it.");
        return Plain.Problem(text) is { } problem ? new("Text", problem) : null;
    }
}
