using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Textak.Web.Features.Webhooks;

/// <summary>What messages are signed with, as Standard Webhooks has it. A secret is shown when it is made, and kept encrypted.</summary>
public sealed class HookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private readonly IDataProtector protector = protection.CreateProtector("Textak.Webhooks.Secret");

    /// <summary>A new one, encrypted.</summary>
    public string New() => protector.Protect(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>As its owner gets to see it: in the answer to the command that made it, and nowhere else.</summary>
    /// <exception cref="CryptographicException">The key that it was encrypted with is gone.</exception>
    public string Show(string kept) => protector.Unprotect(kept);

    /// <summary>The signature of a message: "v1," and the HMAC-SHA256 of its id, its time in Unix seconds and its body.</summary>
    /// <exception cref="CryptographicException">The key that the secret was encrypted with is gone.</exception>
    internal string Sign(string kept, string id, long time, byte[] body)
    {
        var key = Convert.FromBase64String(Show(kept)[Prefix.Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{time}.")), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }
}
