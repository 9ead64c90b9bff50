using System.Data.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Accounts;
using Textak.Web.Features.Webhooks;

namespace Textak.Tests.Webhooks;

/// <summary>A site that may reach receivers on this machine, that gives them a second, and whose calendar the tests turn.</summary>
public sealed class HookSite : BusySite
{
    public HookSite()
    {
        Settings["Security:ReachLoopback"] = "true";
        Settings["Limits:WebhookSeconds"] = "1";
    }

    public LaterSite.TurnedClock Clock { get; init; } = new();

    /// <summary>Whether it sends of itself, as a node does; otherwise when a test asks for it, as what a message says depends on when it goes.</summary>
    public bool LooksByItself { get; init; }

    /// <summary>At which questions the database fails.</summary>
    public Func<string, bool>? Breaks { get; set; }

    private HookCourier Courier => Services.GetRequiredService<HookCourier>();

    /// <summary>Looks once, and waits until all that can be sent now was tried.</summary>
    public async Task SendAsync()
    {
        await Courier.LookAsync(CancellationToken.None);
        await Courier.QuietAsync();
    }

    /// <summary>Looks once, and waits for nothing.</summary>
    public Task LookAsync() => Courier.LookAsync(CancellationToken.None);

    /// <summary>Lets the longest pause between two tries pass, and sends.</summary>
    public Task SendLaterAsync()
    {
        Clock.Advance(HookPosition.Pause(attempts: 100));
        return SendAsync();
    }

    /// <summary>Makes a webhook by the page.</summary>
    /// <param name="board">The one that it is for; null for those that <paramref name="boards"/> says.</param>
    /// <returns>Its secret, and its id.</returns>
    internal async Task<(string Secret, long Id)> HookAsync(Participant owner, string address, string? board = null, string kinds = "arguments estimates forecasts signals", string boards = "all")
    {
        var reply = await owner.SendAsync("/account/webhooks", Manner.Form, null, [("address", address), ("boards", board is null ? boards : "one"), ("board", board), .. kinds.Split(' ').Select(kind => ("kinds", (string?)kind))]);
        var secret = reply.Page!.QuerySelector<IHtmlInputElement>("input[aria-label=Secret]") ?? throw new InvalidOperationException(reply.Page!.QuerySelector("main")!.Words());
        return (secret.Value, await ReadAsync(db => db.Webhooks.Where(h => h.Address == address).OrderByDescending(h => h.Id).Select(h => h.Id).FirstAsync()));
    }

    protected override void Configure(IWebHostBuilder host)
    {
        LaterSite.Turn(host, Clock);
        host.ConfigureServices(services =>
        {
            services.Intercept(new Breaking(this));
            if (!LooksByItself) services.Rest<HookCourier>();
        });
    }

    private sealed class Breaking(HookSite site) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            site.Breaks?.Invoke(command.CommandText) == true ? throw new TimeoutException("The database is away.") : new(result);
    }
}
