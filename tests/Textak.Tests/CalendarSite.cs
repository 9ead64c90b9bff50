using Microsoft.AspNetCore.Hosting;
using Textak.Tests.Accounts;

namespace Textak.Tests;

/// <summary>A site for crowds whose calendar the tests turn: nodes that share a clock, or none.</summary>
public class CalendarSite : BusySite
{
    public CalendarSite() => Listens = true;

    public LaterSite.TurnedClock Clock { get; init; } = new();

    /// <summary>Somebody again, whose session is over after so many days.</summary>
    internal async Task<Participant> BackAsync(string name) => await Participant.EnterAsync(await SignInAsync(name));

    protected override void Configure(IWebHostBuilder host)
    {
        LaterSite.Turn(host, Clock);
    }
}
