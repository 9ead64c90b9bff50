namespace Textak.Web.Features.Accounts;

/// <summary>A mail address as somebody's own: optional, shared if they like, never used to tell people apart.</summary>
public static class MailAddress
{
    /// <summary>Why it is asked for, for people.</summary>
    public const string Purpose = "Optional, and nobody else sees it. Notices go there that you ask for, once you have shown that it is yours.";

    // The longest that mail can be sent to
    private const int Longest = 254;

    public static string? Clean(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>What is wrong with it, in a sentence; null where nothing is, or nothing was typed.</summary>
    public static string? Problem(string? typed) => Clean(typed) is not { } address ? null
        : address.Length > Longest ? $"That has {address.Length} characters; a mail address has at most {Longest}."
        : System.Net.Mail.MailAddress.TryCreate(address, out var read) && read.Address == address && read.Host.Contains('.', StringComparison.Ordinal) ? null
        : "That is no mail address. It looks like name@example.org; or leave this empty.";
}
