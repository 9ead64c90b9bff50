namespace Textak.Browser;

/// <summary>A page that was opened on a desktop, for a while on a phone: as <see cref="Devices.Phone"/> has it, but not opened anew.</summary>
internal sealed class Narrow : IAsyncDisposable
{
    private readonly ICDPSession session;

    private Narrow(ICDPSession session) => this.session = session;

    public static async Task<Narrow> MakeAsync(IPage page)
    {
        var narrow = new Narrow(await page.Context.NewCDPSessionAsync(page));
        await narrow.BecomeAsync(Devices.Phone);
        return narrow;
    }

    public async ValueTask DisposeAsync()
    {
        await BecomeAsync(Devices.Desktop);
        await session.DetachAsync();
    }

    private async Task BecomeAsync(BrowserNewContextOptions device)
    {
        await session.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = device.HasTouch ?? false });
        await session.SendAsync("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = device.ViewportSize!.Width, ["height"] = device.ViewportSize.Height, ["deviceScaleFactor"] = device.DeviceScaleFactor ?? 1, ["mobile"] = device.IsMobile ?? false,
        });
    }
}
