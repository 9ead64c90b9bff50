using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster.Plants;

/// <summary>A node in this process, with a mistake in it.</summary>
internal sealed class PlantedSite : BusySite
{
    private readonly Plant plant;

    public PlantedSite(Plant plant) => (this.plant, Listens) = (plant, true);

    /// <summary>Whether what is pushed gets lost on its way.</summary>
    public bool LosesNews { get; set; }

    /// <summary>As another node does it, which rings no bell here.</summary>
    public Task SuspendAsync(string name) => UseAsync<UserManager<Account>>(async users =>
    {
        var account = (await users.FindByNameAsync(name))!;
        account.SuspendedUntil = Account.ForGood;
        (await users.UpdateSecurityStampAsync(account)).Succeeded.ShouldBeTrue();
    });

    protected override void Configure(IWebHostBuilder host)
    {
        host.ConfigureServices(services =>
        {
            services.AddSingleton<IHubContext<BoardHub, IBoardClient>>(made => new Interference(
                made.GetRequiredService<IHubContext<BoardHub>>(), frame => LosesNews && frame.To > frame.From ? null : plant.Push(frame), plant.Pushes));
            plant.Put?.Invoke(services);
        });
    }
}
