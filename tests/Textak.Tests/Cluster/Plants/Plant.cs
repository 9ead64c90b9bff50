using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster.Plants;

/// <summary>A mistake that the product could have, put into it from outside: by replacing what it is made of, never by a switch in it.</summary>
/// <param name="Caught">What the oracle has to say of it.</param>
/// <param name="Put">Puts it in.</param>
internal sealed record Plant(string Name, string Caught, Action<IServiceCollection>? Put = null)
{
    /// <summary>What becomes of a frame on its way from the tailer to the sockets; null where it is swallowed.</summary>
    public Func<Frame, Frame?> Push { get; init; } = frame => frame;

    /// <summary>How often it arrives.</summary>
    public int Pushes { get; init; } = 1;

    /// <summary>What is done to the database before it begins.</summary>
    public Func<TextakDb, Task>? Spoil { get; init; }

    /// <summary>Whether watchers ask for what they miss.</summary>
    public bool AsksForGaps { get; init; } = true;

    /// <summary>Whether the last frame is lost on its way to everybody, as the very last thing that happens.</summary>
    public bool LosesTheLast { get; init; }

    public static Plant None { get; } = new("nothing", "");

    public static IReadOnlyList<Plant> All { get; } =
    [
        new("gap fetch off", "are not at") { LosesTheLast = true, AsksForGaps = false },
        new("heartbeat off", "are not at") { LosesTheLast = true, Push = frame => frame.From == frame.To ? null : frame },
        new("look off", "were not told", services => services.RemoveAll<Tailer>().AddSingleton(Made<Tailer>)),
        new("de-duplication off", "was carried out", services => services.Intercept(new ForgetfulLog())) { Spoil = ForgetfulLog.SpoilAsync },
        new("commit lost after the answer", "is lost", services => services.Intercept(new LostCommits())),
        new("sequence skipped", "doesn't add up", services => services.Intercept(new SkippedNumbers())),
        new("hide gate off in frames", "a screen") { Push = new Unhidden().Show },
        new("catch-up one event too late", "a screen", services => services.Configure<HubOptions>(hub => hub.AddFilter(new LateCatchUp()))),
        new("group joined too late", "joined at", services => services.RemoveAll<HubLifetimeManager<BoardHub>>().AddSingleton<HubLifetimeManager<BoardHub>, LateGroups>()),
        new("frames told twice", "pushed") { Pushes = 2 },
        new("page kept too long", "the page", services =>
            services.PostConfigure<OutputCacheOptions>(cache => cache.AddPolicy(nameof(ReaderCache), policy => policy.Expire(TimeSpan.FromMinutes(1)).VaryByValue(_ => new("page", "kept"))))),
        new("sockets of the suspended stay", "socket on", services => services.RemoveAll<Sessions>().AddSingleton(Made<Sessions>)),
        new("requests of the suspended pass", "was let in", services =>
            services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask)),
    ];

    /// <summary>One whose timers never ring.</summary>
    private static T Made<T>(IServiceProvider services) => ActivatorUtilities.CreateInstance<T>(services, new NoTimers());
}
