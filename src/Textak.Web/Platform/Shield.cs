using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Platform;

/// <summary>Safe from the start: what holds for every request, before any feature sees it.</summary>
public static class Shield
{
    public static void AddShield(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddProxies();
        builder.AddHomeAddress();
        builder.Services.AddSingleton(new WayOut(builder.Configuration, builder.Environment));
        builder.AddRateLimits();
        builder.AddSafeForms();

        // Letters of all languages stay as they were typed; < > & " ' are encoded as ever
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
    }

    /// <summary>Comes first; it signs in too, because limits are counted by person.</summary>
    public static void UseShield(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseForwardedHeaders();
        app.UsePlainHosts();
        app.UseErrors();
        app.UseHttps();
        app.UseSocketOrigin();
        app.UseAuthentication();
        app.UseRateHeaders();
        app.UseRateLimiter();
        app.UseSafeForms();
    }
}
