using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Webhooks;

public static class WebhookServices
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Sender>();
        builder.Services.AddSingleton<HookSecrets>();
        builder.Services.AddSingleton<HookSending>();
        builder.Services.AddSingleton<HookCourier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HookCourier>());
    }
}
