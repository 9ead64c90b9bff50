namespace Textak.Browser;

/// <summary>The windows through which journeys look.</summary>
public static class Devices
{
    public static BrowserNewContextOptions Phone => new()
    {
        ViewportSize = new() { Width = 390, Height = 844 },
        IsMobile = true,
        HasTouch = true,
        DeviceScaleFactor = 2,
    };

    public static BrowserNewContextOptions Desktop => new() { ViewportSize = new() { Width = 1280, Height = 900 } };

    public static BrowserNewContextOptions WithoutScript(this BrowserNewContextOptions device) => new(device) { JavaScriptEnabled = false };

    /// <summary>One on which things move; on the others they stand still, so that nothing is drawn sixty times a second for nobody.</summary>
    public static BrowserNewContextOptions Moving(this BrowserNewContextOptions device) => new(device) { ReducedMotion = ReducedMotion.NoPreference };
}
