using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>
/// Who is signed in, for as long as the account says so. Requests are checked one by one; sockets, which were checked when
/// they opened, are dropped when the control bell rings, and where it is lost, at the next look two seconds later.
/// </summary>
public sealed class Sessions : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    // Asked at every request of whoever is signed in, often by one alone
    private static readonly Func<TextakDb, long, IAsyncEnumerable<Standing>> FindOne = EF.CompileAsyncQuery((TextakDb db, long id) =>
        db.Users.Where(a => a.Id == id).Select(a => new Standing(a.Id, a.SecurityStamp, a.SuspendedUntil, a.OwnFirst, a.CreatedAt)));

    private readonly IServiceScopeFactory scopes;
    private readonly Bus bus;
    private readonly TimeProvider time;
    private readonly ILogger<Sessions> logger;
    private readonly string stampClaim;
    private readonly SharedReading<long, Dictionary<long, Standing>> standings;
    private readonly ConcurrentDictionary<string, Socket> sockets = new(StringComparer.Ordinal);

    public Sessions(
        IServiceScopeFactory scopes, Bus bus, TimeProvider time, ILogger<Sessions> logger, Microsoft.Extensions.Options.IOptions<IdentityOptions> identity)
    {
        (this.scopes, this.bus, this.time, this.logger) = (scopes, bus, time, logger);
        stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;
        standings = new(ReadAsync);
        bus.Heard += Hear;
    }

    /// <summary>Ends all of an account's sessions and sockets, on every node; the account's security stamp must have changed before.</summary>
    public async Task EndAsync(long accountId)
    {
        Drop(socket => socket.Account == accountId);
        var message = string.Create(CultureInfo.InvariantCulture, $"o {accountId}");
        // In a verb the bus isn't running
        if (bus.IsAlive) bus.Say(message);
        else if (ExecuteTask is null) await bus.SayOnceAsync(message);
    }

    /// <summary>Remembers whose socket this is, until it closes.</summary>
    public void Opened(HubCallerContext socket) => Opened(socket.ConnectionId, socket.User!, socket.Abort);

    /// <summary>The same for any line that stays open.</summary>
    /// <param name="abort">Ends it.</param>
    public void Opened(string connection, ClaimsPrincipal user, Action abort)
    {
        if (Viewer.From(user) is { Id: { } account, OwnFirst: var ownFirst }) sockets[connection] = new(account, (user.FindFirstValue(stampClaim), ownFirst), abort);
    }

    public void Closed(string connection) => sockets.TryRemove(connection, out _);

    /// <summary>Checks a request's cookie against the account as it is now; files are anybody's.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return;
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.FindGoodAsync(context.Principal!, http.RequestAborted) is { } standing)
        {
            // Renews the claims, the roles among them, now and then
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            if (context.Principal is { } user) Viewer.Describe(user, standing.OwnFirst, isNew: sessions.time.Now() - standing.CreatedAt < Account.NewFor);
            return;
        }
        context.RejectPrincipal();
        http.Items[typeof(Sessions)] = true;
        await http.RequestServices.GetRequiredService<SignInManager<Account>>().SignOutAsync();
    }

    /// <summary>Whether a request came with the cookie of a session that has ended.</summary>
    public static bool HasEnded(HttpContext context) => context.Items.ContainsKey(typeof(Sessions));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, time, stoppingToken);
            try
            {
                await DropEndedAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Sessions could not be checked; trying again: {Message}", e.Message);
            }
        }
    }

    /// <returns>Null where the session has ended.</returns>
    private async Task<Standing?> FindGoodAsync(ClaimsPrincipal who, CancellationToken stop) =>
        Viewer.From(who).Id is { } id
        && (await standings.NextAsync(id).WaitAsync(stop)).GetValueOrDefault(id) is { } standing
        && standing.Stamp == who.FindFirstValue(stampClaim) && (standing.SuspendedUntil is not { } until || until <= time.Now()) ? standing : null;

    private async Task<Dictionary<long, Standing>> ReadAsync(IReadOnlyCollection<long> accounts)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        List<long> ids = [.. accounts];
        var found = ids is [var only] ? FindOne(db, only)
            : db.Users.Where(a => ids.Contains(a.Id)).Select(a => new Standing(a.Id, a.SecurityStamp, a.SuspendedUntil, a.OwnFirst, a.CreatedAt)).AsAsyncEnumerable();
        return await found.ToDictionaryAsync(standing => standing.Id);
    }

    private async Task DropEndedAsync(CancellationToken stop)
    {
        var accounts = sockets.Values.Select(socket => socket.Account).Distinct().ToList();
        if (accounts.Count == 0) return;
        var now = time.Now();
        await using var scope = scopes.CreateAsyncScope();
        var standing = await scope.ServiceProvider.GetRequiredService<TextakDb>().Users
            .Where(a => accounts.Contains(a.Id) && (a.SuspendedUntil == null || a.SuspendedUntil <= now) && (a.Owner!.SuspendedUntil == null || a.Owner.SuspendedUntil <= now))
            .Select(a => new { a.Id, a.SecurityStamp, a.OwnFirst }).ToDictionaryAsync(a => a.Id, a => (a.SecurityStamp, a.OwnFirst), stop);
        // One that opened meanwhile was checked when it did
        Drop(socket => accounts.Contains(socket.Account) && (!standing.TryGetValue(socket.Account, out var wanted) || wanted != socket.As));
    }

    private void Hear(string message)
    {
        if (message.Split(' ') is ["o", var account] && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            Drop(socket => socket.Account == id);
    }

    private void Drop(Func<Socket, bool> which)
    {
        foreach (var socket in sockets.Values.Where(which))
        {
            socket.Abort();
            Telemetry.Dropped.Add(1, new KeyValuePair<string, object?>("cause", "signed-out"));
        }
    }

    /// <summary>What decides about an account's sessions, and about what they show.</summary>
    private sealed record Standing(long Id, string? Stamp, DateTimeOffset? SuspendedUntil, bool OwnFirst, DateTimeOffset CreatedAt);

    private sealed record Socket(long Account, (string? Stamp, bool OwnFirst) As, Action Abort);
}
