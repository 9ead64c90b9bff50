using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Textak.Web.Platform;

/// <summary>What can be seen of a running node: measurements for Prometheus, and with traces for whatever speaks OTLP.</summary>
public static class Telemetry
{
    private const string Name = "Textak";
    private static readonly Meter Meter = new(Name);

    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>Commands, by outcome: done, refused, or failed.</summary>
    public static Counter<long> Commands { get; } = Meter.CreateCounter<long>("textak.commands", "{command}", "Commands that reached the log");

    /// <summary>From a command's arrival at the log to its answer, waiting for its turn included.</summary>
    public static Histogram<double> CommitTime { get; } = Meter.CreateHistogram<double>("textak.commit.duration", "s", "From arrival at the log to the answer");

    /// <summary>How many commands shared one transaction.</summary>
    public static Histogram<int> Batches { get; } = Meter.CreateHistogram<int>("textak.commit.commands", "{command}", "Commands committed together");

    /// <summary>From an event's time to its hand-over to the sockets; other nodes' clocks are in it.</summary>
    public static Histogram<double> TellLag { get; } = Meter.CreateHistogram<double>("textak.tell.lag", "s", "From an event to its hand-over to the sockets");

    public static UpDownCounter<long> Sockets { get; } = Meter.CreateUpDownCounter<long>("textak.sockets", "{socket}", "Open sockets");
    public static UpDownCounter<long> Watchers { get; } = Meter.CreateUpDownCounter<long>("textak.watchers", "{watcher}", "Watchers of boards on this node");

    /// <summary>Frames made for a board, each sent to all of its watchers.</summary>
    public static Counter<long> Frames { get; } = Meter.CreateCounter<long>("textak.frames", "{frame}", "Frames made, by kind");

    /// <summary>How many events one frame told.</summary>
    public static Histogram<int> Conflated { get; } = Meter.CreateHistogram<int>("textak.frame.events", "{event}", "Events told in one frame");
    public static Counter<long> CatchUps { get; } = Meter.CreateCounter<long>("textak.catchups", "{catchup}", "Answers to watchers who joined or came back");

    /// <summary>How often the database was read for them: once for all who missed the same.</summary>
    public static Counter<long> CatchUpReads { get; } = Meter.CreateCounter<long>("textak.catchups.read", "{reading}", "Readings of the log for those who joined or came back");

    /// <summary>Sockets that did not close by themselves, by cause.</summary>
    public static Counter<long> Dropped { get; } = Meter.CreateCounter<long>("textak.sockets.dropped", "{socket}", "Sockets dropped, by cause");

    /// <summary>Boards that a look found behind, without a bell.</summary>
    public static Counter<long> BellsLost { get; } = Meter.CreateCounter<long>("textak.bells.lost", "{bell}", "Changes found by a look that no bell had told");

    /// <summary><c>Telemetry:MetricsUrl</c> is listened on too, for <c>/metrics</c> alone; OTLP goes where the standard OTEL_ variables say.</summary>
    /// <exception cref="ConfigurationProblem">The address can't be one.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var (metrics, otlp) = (MetricsUrl(builder.Configuration), builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 });
        if (metrics is null && !otlp) return;
        var node = new Node(builder.Configuration, builder.Environment);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("textak", serviceInstanceId: node.Name))
            .WithMetrics(meters =>
            {
                meters.AddMeter(Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                if (metrics is not null) meters.AddPrometheusExporter();
            });
        if (otlp) telemetry.WithTracing(traces => traces.AddSource(Name).AddAspNetCoreInstrumentation()).UseOtlpExporter();
        if (metrics is not null) builder.WebHost.UseUrls($"{builder.Configuration["Urls"] ?? "http://localhost:5080"};{metrics}");
    }

    /// <summary>Comes first: on that address nothing else is answered, and nowhere else is it.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (MetricsUrl(app.Configuration) is not { } metrics) return;
        app.UseWhen(context => context.Connection.LocalPort == metrics.Port, own =>
        {
            own.UseOpenTelemetryPrometheusScrapingEndpoint();
            own.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
    }

    private static BindingAddress? MetricsUrl(IConfiguration settings)
    {
        if (settings["Telemetry:MetricsUrl"] is not { Length: > 0 } text) return null;
        try
        {
            // As the server reads what it is to listen on, + and * for every address included
            if (BindingAddress.Parse(text) is { Scheme: "http", Port: > 0, PathBase: "", IsUnixPipe: false, IsNamedPipe: false } url) return url;
        }
        catch (FormatException)
        {
            // Said below
        }
        throw new ConfigurationProblem($"Telemetry:MetricsUrl is \"{text}\"; it must be an address such as http://127.0.0.1:9464.");
    }
}
