using Microsoft.Playwright;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>Somebody's first visit to the seeded site, with an empty cache and without an account; and what Lighthouse thinks of it on a phone.</summary>
internal static class Visit
{
    private const string Board = "/f/open-source-frontier", Feed = "/";

    private static string Chromium => Environment.GetEnvironmentVariable("TEXTAK_CHROMIUM")
        ?? (File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium");

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(false);
        using var product = await Product.StartAsync(run.Fresh(), core: null, ("Seeds__Load", "true"));
        var address = new Uri($"http://localhost:{product.Port}");
        List<double> bytes = [], fonts = [], requests = [], shifts = [];
        using (var playwright = await Playwright.CreateAsync())
        {
            await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, ChromiumSandbox = false, Args = ["--disable-gpu", "--disable-background-networking"] });
            for (var repetition = 0; repetition < run.Repetitions; repetition++)
            {
                var seen = await SeeAsync(browser, new(address, Board));
                bytes.Add(seen.Bytes / 1024.0);
                fonts.Add(seen.FontBytes / 1024.0);
                requests.Add(seen.Requests.Count);
                shifts.Add(seen.Shift);
                if (repetition == 0) foreach (var line in seen.Requests.Concat(seen.Moved)) Run.Say($"   {line}");
            }
        }
        run.Table.Add(new("visit, a board: over the wire without fonts", "KB", bytes, Target.AtMost(120)));
        run.Table.Add(new("visit, a board: fonts", "KB", fonts, Target.None));
        run.Table.Add(new("visit, a board: requests", "", requests, Target.AtMost(12)));
        run.Table.Add(new("visit, a board: layout shift", "", shifts, Target.AtMost(0)));

        await Lighthouse.InstallAsync();
        foreach (var (name, path) in ((string, string)[])[("feed", Feed), ("a board", Board)]) await AddScoresAsync(run, name, new(address, path));
    }

    private static async Task AddScoresAsync(Run run, string name, Uri page)
    {
        var scores = new List<IReadOnlyDictionary<string, double>>();
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            scores.Add(await Lighthouse.ScoreAsync(Chromium, page, run.Fresh()));
            Run.Say($"   {name}: {string.Join(", ", scores[^1].Select(score => $"{score.Key} {score.Value:0}"))}");
        }
        foreach (var category in Lighthouse.Categories) run.Table.Add(new($"visit, {name}: Lighthouse, {category}", "", [.. scores.Select(score => score[category])], Target.AtLeast(95)));
    }

    private static async Task<Seen> SeeAsync(IBrowser browser, Uri page)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var tab = await context.NewPageAsync();
        var cdp = await context.NewCDPSessionAsync(tab);
        var seen = new Seen();
        var asked = new Dictionary<string, (string Url, string Kind)>(StringComparer.Ordinal);
        cdp.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
            asked[e!.Value.GetProperty("requestId").GetString()!] = (e.Value.GetProperty("request").GetProperty("url").GetString()!, e.Value.GetProperty("type").GetString()!);
        cdp.Event("Network.webSocketCreated").OnEvent += (_, e) => seen.Requests.Add($"{e!.Value.GetProperty("url").GetString()} (the socket)");
        cdp.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            // Head and body, as they came
            if (!asked.TryGetValue(e!.Value.GetProperty("requestId").GetString()!, out var request) || request.Url.StartsWith("data:", StringComparison.Ordinal)) return;
            var size = e.Value.GetProperty("encodedDataLength").GetDouble();
            seen.Requests.Add($"{size,8:0} bytes {request.Url}");
            if (request.Kind == "Font") seen.FontBytes += size;
            else seen.Bytes += size;
        };
        await cdp.SendAsync("Network.enable");
        await tab.GotoAsync(page.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        await tab.Locator("main .state[data-state=live]").WaitForAsync();
        await tab.EvaluateAsync("() => document.fonts.ready");
        // What moved though nobody touched anything, from the beginning: what was noted before is handed over too, a moment later
        foreach (var shift in await tab.EvaluateAsync<Shift[]>("""
            () => new Promise(done => {
              const shifts = [], say = ({ node, previousRect: from, currentRect: to }) =>
                `${node?.parentElement?.className}/${node?.nodeName}.${node?.className} ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push({ value: entry.value, moved: entry.sources.map(say).join('; ') });
              }).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done(shifts), 500);
            })
            """))
        {
            seen.Shift += shift.Value;
            seen.Moved.Add(FormattableString.Invariant($"moved by {shift.Value:0.000000}: {shift.Moved}"));
        }
        return seen;
    }

    private sealed class Shift
    {
        public double Value { get; set; }
        public string Moved { get; set; } = "";
    }

    private sealed class Seen
    {
        public List<string> Requests { get; } = [];
        public List<string> Moved { get; } = [];
        public double Bytes, FontBytes, Shift;
    }
}
