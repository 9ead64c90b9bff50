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

    public static BrowserNewContextOptions Still(this BrowserNewContextOptions device) => new(device) { ReducedMotion = ReducedMotion.Reduce };
}
