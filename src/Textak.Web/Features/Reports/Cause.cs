namespace Textak.Web.Features.Reports;

/// <summary>What somebody finds wrong with an argument.</summary>
public enum Cause { Spam, Abuse, Privacy, OffTopic, Misleading, Other }

public static class Causes
{
    /// <summary>As it is chosen in the form, and as the queue counts it.</summary>
    public static string Say(this Cause cause) => cause switch
    {
        Cause.Spam => "advertising or spam",
        Cause.Abuse => "insult, threat or hate",
        Cause.Privacy => "somebody’s private life",
        Cause.OffTopic => "not about the question",
        Cause.Misleading => "a false source or quotation",
        _ => "something else",
    };

    /// <returns>The cause of that name, as the form sends it; null where there is none.</returns>
    public static Cause? Read(string? name) => Enum.TryParse<Cause>(name, ignoreCase: true, out var cause) && Enum.IsDefined(cause) && !char.IsAsciiDigit(name![0]) ? cause : null;
}
