using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Textak.Web.Features.Notices;

/// <summary>Tokens in mails. They are signed and encrypted, need no sign-in, and can do one thing alone, any number of times.</summary>
public sealed class MailLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector ends = protection.CreateProtector("Textak.Notices.Unsubscribe"), owns = protection.CreateProtector("Textak.Notices.Address");

    /// <summary>Ends mails for some causes. It stays good for as long as the keys do: old mails can be stopped too.</summary>
    public string Unsubscribe(long account, IEnumerable<NoticeCause> causes) =>
        ends.Protect(string.Create(CultureInfo.InvariantCulture, $"{account} {string.Join(' ', causes)}"));

    /// <returns>Whose mails end, and for what; null where it is no token of ours.</returns>
    public (long Account, IReadOnlyList<NoticeCause> Causes)? ReadUnsubscribe(string? token)
    {
        if (Read(ends, token)?.Split(' ') is not [var account, .. var causes]) return null;
        // A cause that is gone since ends by itself
        return (long.Parse(account, CultureInfo.InvariantCulture), [.. NoticeCauses.All.Where(cause => causes.Contains(cause.ToString()))]);
    }

    /// <summary>Shows that whoever has it reads what is sent to an address.</summary>
    public string Own(long account, string address) => owns.Protect(string.Create(CultureInfo.InvariantCulture, $"{account} {address}"));

    /// <summary>Whether a token shows that an account's address is its owner's.</summary>
    public bool IsOwn(string? token, long account, string? address) => address is not null && Read(owns, token) == string.Create(CultureInfo.InvariantCulture, $"{account} {address}");

    private static string? Read(IDataProtector protector, string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
