namespace Textak.Web.Features.Notices;

public static class NoticeServices
{
    /// <summary>What makes notices of the log, and what sends them by mail.</summary>
    /// <exception cref="Platform.ConfigurationProblem">A setting of the section <c>Mail</c> can't be right.</exception>
    public static void AddNotices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new Mail(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton<MailLinks>();
        builder.Services.AddSingleton<Questions>();
        builder.Services.AddSingleton<Noticing>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Noticing>());
        builder.Services.AddSingleton<Mailing>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Mailing>());
    }
}
