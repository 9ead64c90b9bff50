using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Textak.Web.Data;

namespace Textak.Web.Platform;

/// <summary>The keys that cookies and forms are signed with. They live in the database: a session is good on every node, and after a restart.</summary>
public static class Keys
{
    /// <summary>With <c>Security:KeyCertificate</c>, a PFX file, they are encrypted there; its password is <c>Security:KeyCertificatePassword</c>.</summary>
    /// <exception cref="ConfigurationProblem">The certificate can't be read, or can't decrypt.</exception>
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var keys = builder.Services.AddDataProtection().SetApplicationName("textak").PersistKeysToDbContext<TextakDb>();
        if (builder.Configuration["Security:KeyCertificate"] is { Length: > 0 } path)
            keys.ProtectKeysWithCertificate(Certificate(path, builder.Configuration["Security:KeyCertificatePassword"]));
        // It warns at each start that keys are kept as they are; the README says so once
        else builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    /// <summary>
    /// Makes the first key, valid since yesterday: to a node whose clock is slow a key of this hour would not be valid yet, and
    /// it would sign with one of its own, which the others don't know.
    /// </summary>
    public static void PrepareKeys(this IServiceProvider services)
    {
        var (keys, now) = (services.GetRequiredService<IKeyManager>(), services.GetRequiredService<TimeProvider>().Now());
        if (keys.GetAllKeys().Count == 0) keys.CreateNewKey(now.AddDays(-1), now + services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.NewKeyLifetime);
    }

    private static X509Certificate2 Certificate(string path, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey ? certificate : throw new ConfigurationProblem($"Security:KeyCertificate \"{path}\" holds no private key.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"Security:KeyCertificate \"{path}\" can't be used: {e.Message}");
        }
    }
}
