using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Moderation;

/// <summary>Why somebody changes what a whole board stands on, and by which sources: as typed, then as kept.</summary>
/// <param name="Reason">Plain text.</param>
/// <param name="Sources">Whole web addresses.</param>
public sealed record Evidence(string Reason, IReadOnlyList<string> Sources)
{
    /// <summary>Characters in a reason, sources in all, and characters in the address of each.</summary>
    public const int LongestReason = 1000;
    public const int MostSources = 5;
    public const int LinkLength = 700;

    /// <param name="reason">What was typed as the reason.</param>
    /// <param name="sources">What was typed as sources, one a line.</param>
    /// <param name="mustName">Whether at least one source is needed.</param>
    public static (Evidence? Evidence, Refusal? Refusal) Read(string? reason, string? sources, bool mustName)
    {
        var why = Plain.Text(reason);
        if (why.Length == 0) return Refuse(nameof(Reason), "Say why: everybody who reads this board sees the reason.");
        if (Plain.Length(why) > LongestReason) return Refuse(nameof(Reason), $"That is {Plain.Length(why)} characters; keep the reason within {LongestReason}.");
        if (Plain.Problem(why) is { } problem) return Refuse(nameof(Reason), problem);

        string[] typed = [.. (sources ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        if (typed.Length == 0 && mustName) return Refuse(nameof(Sources), "Name at least one source by which everybody can check it.");
        if (typed.Length > MostSources) return Refuse(nameof(Sources), $"Those are {typed.Length} sources; name at most {MostSources}.");
        var links = new List<string>();
        foreach (var one in typed)
            if (Plain.TryLink(one, LinkLength, out var link)) links.Add(link!);
            else return Refuse(nameof(Sources), "Each source must be a web address that begins with https:// or http://, one on each line.");
        return (new(why, links), null);
    }

    private static (Evidence?, Refusal?) Refuse(string field, string message) => (null, new(field, message));
}
