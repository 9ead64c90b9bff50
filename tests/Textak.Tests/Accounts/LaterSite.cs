using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Textak.Tests.Accounts;

/// <summary>A site whose calendar the tests turn; its timers run as ever.</summary>
public sealed class LaterSite : Site
{
    public TurnedClock Clock { get; } = new();

    public static void Turn(IWebHostBuilder host, TurnedClock clock) =>
        host.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));

    protected override void Configure(IWebHostBuilder host) => Turn(host, Clock);

    public sealed class TurnedClock : TimeProvider
    {
        private TimeSpan ahead;

        public void Advance(TimeSpan by) => ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
