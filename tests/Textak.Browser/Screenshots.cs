namespace Textak.Browser;

/// <summary>Takes the README's pictures of the seeded site: TEXTAK_SHOTS=folder tests/run.sh Screenshots -explicit on. Not a test, so a run leaves it out.</summary>
public sealed class Screenshots(Stage stage) : Journey(stage)
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("TEXTAK_SHOTS") ?? Path.GetTempPath();

    [Fact(Explicit = true)]
    public async Task Of_the_feed_and_a_board()
    {
        foreach (var (width, height) in new[] { (1280, 900), (390, 844) })
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
                foreach (var (name, path) in new[] { ("feed", "/"), ("board", "/f/open-source-frontier") })
                {
                    var device = new BrowserNewContextOptions(width < 500 ? Devices.Phone : Devices.Desktop)
                    {
                        ViewportSize = new() { Width = width, Height = height }, ColorScheme = theme, DeviceScaleFactor = 2,
                    };
                    var reader = await WatcherAsync(device.Still());
                    await reader.OpenAsync(path);
                    await reader.IsLiveAsync();
                    await reader.Page.EvaluateAsync("() => document.fonts.ready");
                    await reader.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{width}-{theme.ToString().ToLowerInvariant()}.png") });
                    await reader.Context.CloseAsync();
                }
    }
}
