using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Textak.Web.Platform;

namespace Textak.Web.Features.Notices;

/// <summary>How mail leaves: by SMTP, or as files into a folder, which in Development is where it goes by itself: the section <c>Mail</c> of the settings.</summary>
public sealed class Mail
{
    private const int PatienceMilliseconds = 20_000, DefaultPort = 587;

    private readonly string? host, user, password, folder;
    private readonly int port;
    private readonly SecureSocketOptions security;
    private readonly MailboxAddress from;

    /// <exception cref="ConfigurationProblem">A setting can't be right.</exception>
    public Mail(IConfiguration settings, IHostEnvironment environment)
    {
        string? Setting(string name) => settings[$"Mail:{name}"] is { Length: > 0 } value ? value : null;
        (host, user, password) = (Setting("Host"), Setting("User"), Setting("Password"));
        folder = Setting("Folder") ?? (host is null && environment.IsDevelopment() ? Path.Combine(settings["Textak:DataDirectory"] is { Length: > 0 } data ? data : "data", "mail") : null);
        if (host is not null && Setting("Folder") is not null) throw new ConfigurationProblem("Mail:Host and Mail:Folder are both set; mail goes one way.");
        if (folder is not null) folder = Path.Combine(environment.ContentRootPath, folder);
        port = Setting("Port") switch
        {
            null => DefaultPort,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= ushort.MaxValue => number,
            var text => throw new ConfigurationProblem($"Mail:Port is \"{text}\"; it must be a port, 1 to 65535."),
        };
        security = Setting("Security")?.ToUpperInvariant() switch
        {
            null or "STARTTLS" => SecureSocketOptions.StartTls,
            "TLS" => SecureSocketOptions.SslOnConnect,
            "NONE" => SecureSocketOptions.None,
            var text => throw new ConfigurationProblem($"Mail:Security is \"{text}\"; it must be StartTls, Tls or None."),
        };
        var site = new HomeAddress(settings).Known ?? (environment.IsDevelopment() ? Local(settings["Urls"]) : null);
        var sender = Setting("From") ?? (environment.IsDevelopment() ? "textak@localhost" : null);
        if (!IsOn) (site, sender) = ("http://localhost", "textak@localhost");
        Site = Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address
            : throw new ConfigurationProblem("Textak:Address is to be set where mail is sent, such as https://textak.example: the links in a mail begin with it.");
        from = sender is not null && MailboxAddress.TryParse(sender, out var mailbox) && mailbox.Domain.Length > 0 ? mailbox
            : throw new ConfigurationProblem("Mail:From must be the address that mail comes from.");
    }

    /// <summary>Whether mail can be sent at all.</summary>
    public bool IsOn => host is not null || folder is not null;

    /// <summary>Where the site is, for links.</summary>
    public Uri Site { get; }

    /// <summary>An address of the site's, whole.</summary>
    public string Link(string path) => new Uri(Site, path).AbsoluteUri;

    /// <summary>A letter to somebody, not sent yet.</summary>
    /// <param name="id">Of all letters this one's alone: should it go out twice, mailboxes know it again.</param>
    /// <param name="html">The same as the text, for programs that draw it; null where there is no need.</param>
    public MimeMessage Write(string to, string id, string subject, DateTimeOffset at, string text, string? html = null)
    {
        var letter = new MimeMessage { Subject = subject, Date = at, Body = new BodyBuilder { TextBody = text, HtmlBody = html }.ToMessageBody(), MessageId = $"{id}@{Site.Host}" };
        letter.From.Add(from);
        letter.To.Add(new MailboxAddress(null, to));
        // No machine answers it
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }

    /// <summary>Sends a letter, where mail can be sent.</summary>
    /// <exception cref="IOException">It could not be handed over, or one of MailKit's own.</exception>
    public async Task SendAsync(MimeMessage letter, CancellationToken stop)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            // Whole, or not there
            var path = Path.Combine(folder, $"{letter.MessageId}.eml");
            await letter.WriteToAsync($"{path}.part", stop);
            File.Move($"{path}.part", path, overwrite: true);
            return;
        }
        using var smtp = new SmtpClient { Timeout = PatienceMilliseconds };
        await smtp.ConnectAsync(host ?? throw new InvalidOperationException("No mail can be sent."), port, security, stop);
        if (user is not null) await smtp.AuthenticateAsync(user, password ?? "", stop);
        await smtp.SendAsync(letter, stop);
        await smtp.DisconnectAsync(quit: true, stop);
    }

    // Where it listens on every address, "http://*:5080", people find it under the name of their own machine
    private static string Local(string? urls)
    {
        var first = urls?.Split(';')[0].Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out _) ? first : "http://localhost";
    }
}
