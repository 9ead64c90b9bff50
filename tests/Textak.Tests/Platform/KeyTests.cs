using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;

namespace Textak.Tests.Platform;

/// <summary>The keys of cookies and forms, as they lie in the database.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-key-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task With_a_certificate_they_are_encrypted_and_good_on_every_node_that_has_it()
    {
        await using var site = new BusySite { Settings = { ["Security:KeyCertificate"] = NewCertificate("open sesame"), ["Security:KeyCertificatePassword"] = "open sesame" } };
        await site.InitializeAsync();
        (await site.RegisterAsync("Ada")).Dispose();

        var keys = await site.ReadAsync(db => db.DataProtectionKeys.Select(key => key.Xml).ToListAsync());
        keys.ShouldHaveSingleItem().ShouldNotBeNull().ShouldSatisfyAllConditions(
            key => key.ShouldContain("EncryptedData"),
            key => key.ShouldNotContain("masterKey"));
        await using var other = new BusySite { Beside = site };
        await other.InitializeAsync();
        using var there = await other.SignInAsync("Ada");
        (await there.GetAsync("/")).QuerySelector(".masthead .who")!.TextContent.ShouldContain("Ada");
        (await site.ReadAsync(db => db.DataProtectionKeys.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_first_is_good_to_a_node_whose_clock_is_slow()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        var key = (await site.ReadAsync(db => db.DataProtectionKeys.Select(key => key.Xml).ToListAsync())).ShouldHaveSingleItem();
        var since = DateTimeOffset.Parse(XElement.Parse(key!).Element("activationDate")!.Value, CultureInfo.InvariantCulture);
        (TimeProvider.System.GetUtcNow() - since).TotalHours.ShouldBeInRange(24, 25);
    }

    private string NewCertificate(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=textak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var path = Path.Combine(directory.FullName, "keys.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }
}
