using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Textak.Web.Features.Api;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Platform;

/// <summary>Nobody may keep the board from the others by asking too much of it. The numbers are <see cref="Limits"/>.</summary>
public static class RateLimits
{
    private static readonly RateLimitPartition<string> Free = RateLimitPartition.GetNoLimiter("");

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<Limits>().ValidateDataAnnotations().ValidateOnStart()
            .BindConfiguration(nameof(Limits), binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = RejectAsync);
        builder.Services.AddSingleton(services => Policies(services.GetRequiredService<IOptions<Limits>>().Value));
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IReadOnlyList<Policy>>((limiter, policies) => limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained([.. policies.Select(policy => policy.Limiter)]));
        builder.Services.Configure<HubOptions>(hub => hub.AddFilter<HubCalls>());
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
    }

    /// <summary>Tells programs what is left of each limit: RateLimit and RateLimit-Policy of the IETF's draft-ietf-httpapi-ratelimit-headers.</summary>
    public static void UseRateHeaders(this WebApplication app)
    {
        var policies = app.Services.GetRequiredService<IReadOnlyList<Policy>>();
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(TokenServices.Path, StringComparison.OrdinalIgnoreCase)) context.Response.OnStarting(() =>
            {
                Tell(context, policies);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Tell(HttpContext context, IReadOnlyList<Policy> policies)
    {
        // What doesn't hold for a request has no end
        var held = policies.Where(policy => policy.Seconds > 0).Select(policy => (Policy: policy, Left: policy.Limiter.GetStatistics(context)?.CurrentAvailablePermits ?? long.MaxValue)).Where(one => one.Left <= one.Policy.Quota).ToList();
        if (held.Count == 0) return;
        context.Response.Headers["RateLimit-Policy"] = string.Join(", ", held.Select(one => FormattableString.Invariant($"\"{one.Policy.Name}\";q={one.Policy.Quota};w={one.Policy.Seconds}")));
        context.Response.Headers["RateLimit"] = string.Join(", ", held.Select(one => FormattableString.Invariant($"\"{one.Policy.Name}\";r={one.Left};t={Whole(one.Policy, one.Left)}")));
    }

    // They fill up evenly
    private static long Whole(Policy policy, long left) => (long)Math.Ceiling((double)(policy.Quota - left) * policy.Seconds / policy.Quota);

    // The narrow ones first: what they refuse is not charged to an address that others share
    private static IReadOnlyList<Policy> Policies(Limits limits) =>
    [
        new("writes", limits.WritesPerUser, 60, Each(context => Kind(context) is Kinds.Write && User(context) is { } user ? Minute(user, limits.WritesPerUser) : Free)),
        new("knocks", limits.KnocksPerAddress, 60, Each(context => Kind(context) is Kinds.Write && IsKnock(context) ? Minute(context.Address(), limits.KnocksPerAddress) : Free)),
        new("address", limits.WritesPerAddress, 60, Each(context => Kind(context) is Kinds.Write ? Minute(context.Address(), limits.WritesPerAddress) : Free)),
        new("files", limits.FilesPerAddress, 60, Each(context => context.GetEndpoint()?.Metadata.GetMetadata<MadeWhenAskedAttribute>() is not null ? Minute(context.Address(), limits.FilesPerAddress) : Free)),
        // To open a stream reads the board
        new("reads", limits.ReadsPerAddress, 60, Each(context => Kind(context) is Kinds.Read || context.GetEndpoint()?.Metadata.GetMetadata<Live>() is not null ? Minute(context.Address(), limits.ReadsPerAddress) : Free)),
        new("lines", limits.SocketsPerAddress, 0, Each(context => Kind(context) is Kinds.Socket ? Open(context.Address(), limits.SocketsPerAddress) : Free)),
    ];

    private static Kinds Kind(HttpContext context)
    {
        var endpoint = context.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<StaticAssetDescriptor>() is not null) return Kinds.File;
        if (endpoint?.GetMetadata<HubMetadata>() is not null || endpoint?.GetMetadata<Live>() is not null) return Kinds.Socket;
        return context.Request.IsSafe() || IsLook(context.Request) ? Kinds.Read : Kinds.Write;
    }

    // A question that is looked at while it is typed is posted only because it may be long
    private static bool IsLook(HttpRequest request) => (request.Path == "/propose" && request.Query["handler"] == "check") || request.Path == TokenServices.Path + "/drafts/check";

    // Whoever tries passwords is not signed in, or is and tries those of others
    private static bool IsKnock(HttpContext context) => User(context) is null || context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase);

    private static string? User(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } ? context.User.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    private static PartitionedRateLimiter<HttpContext> Each(Func<HttpContext, RateLimitPartition<string>> partition) =>
        PartitionedRateLimiter.Create(partition, StringComparer.Ordinal);

    private static RateLimitPartition<string> Minute(string key, int limit) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = limit,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit,
    });

    // A socket holds its place for as long as it is open
    private static RateLimitPartition<string> Open(string key, int limit) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = limit });

    private static ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken stop)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return default;
    }

    private enum Kinds { Read, Write, File, Socket }

    /// <summary>One limit.</summary>
    /// <param name="Seconds">In how long; 0 where it is how many at the same time.</param>
    internal sealed record Policy(string Name, int Quota, int Seconds, PartitionedRateLimiter<HttpContext> Limiter);
}

/// <summary>A file or a picture that costs more than a page: <see cref="Limits.FilesPerAddress"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MadeWhenAskedAttribute : Attribute;
