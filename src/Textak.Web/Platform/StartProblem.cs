using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Textak.Web.Platform;

/// <summary>Why the program can't start, where whoever starts it can mend that: one line instead of a stack trace.</summary>
public static class StartProblem
{
    private const string HttpSource = "Microsoft.AspNetCore.Http";
    private const string KestrelSource = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>The line, or null where the exception is a fault of the program's own.</summary>
    public static string? Describe(Exception e) => e switch
    {
        ConfigurationProblem => e.Message,
        OptionsValidationException options => string.Join(' ', options.Failures),
        // A value that can't be read, a key that nobody knows, a settings file that is no JSON
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } or InvalidDataException => Innermost(e),
        IOException { InnerException: AddressInUseException } => $"{e.Message.TrimEnd('.')}. Stop what is running there, or choose another address with --urls.",
        IOException or UnauthorizedAccessException => e.Message,
        SocketException or FormatException { Source: KestrelSource or HttpSource } or ArgumentOutOfRangeException { ParamName: "port" } =>
            $"The address to listen on (--urls) can't be used: {e.Message}",
        DbException when !DatabaseProblem.IsAway(e) => $"The database can't be used: {e.Message}",
        _ when DatabaseProblem.IsAway(e) => $"The database doesn't answer just now; try again. {e.GetBaseException().Message}",
        _ => null,
    };

    /// <summary>Keeps the framework from logging the same thing, with its stack, before the line is said.</summary>
    public static void SayStartProblemsOnce(this WebApplicationBuilder builder)
    {
        var started = false;
        foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.EntityFrameworkCore.Database"])
            builder.Logging.AddFilter(category, level => started && level >= LogLevel.Warning);
        builder.Services.AddHostedService(services => new Announcer(services.GetRequiredService<IHostApplicationLifetime>(), () => started = true));
    }

    private static string Innermost(Exception e) => e.InnerException is { } inner ? $"{e.Message} {Innermost(inner)}" : e.Message;

    private sealed class Announcer(IHostApplicationLifetime lifetime, Action started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(started);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
