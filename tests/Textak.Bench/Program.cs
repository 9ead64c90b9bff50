using System.Globalization;
using Textak.Bench;
using Textak.Bench.Benches;
using Textak.Bench.Crowds;
using Textak.Bench.Load;
using Textak.Bench.Stock;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["stock", .. var settings])
{
    await StockServer.RunAsync(settings);
    return 0;
}
if (args is ["world", var folder])
{
    // The files of the seeded world, for whoever wants to look at it
    foreach (var path in Textak.Tests.SeededWorld.Write(Directory.CreateDirectory(folder).FullName, TimeProvider.System.GetUtcNow())) Console.WriteLine(path);
    return 0;
}
if (args is ["crowd", .. var wishes]) return await Crowd.RunAsync(wishes);

Dictionary<string, Func<Run, Task>> benches = new(StringComparer.Ordinal)
{
    ["starting"] = Starting.MeasureAsync,
    ["committing"] = Committing.MeasureAsync,
    ["telling"] = Telling.MeasureAsync,
    ["watchers"] = Watchers.MeasureAsync,
    ["estimate"] = OneMoreEstimate.MeasureAsync,
    ["argued"] = Argued.MeasureAsync,
    ["search"] = Searching.MeasureAsync,
    ["records"] = RecordPages.MeasureAsync,
    ["taken"] = TakenAway.MeasureAsync,
    ["serving"] = Serving.MeasureAsync,
    ["stall"] = Stall.MeasureAsync,
    ["storm"] = Storm.MeasureAsync,
    ["visit"] = Visit.MeasureAsync,
};
var quick = args.Contains("--quick");
var names = args.Where(name => !name.StartsWith('-')).ToList();
if (names.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no bench \"{unknown}\"; there are {string.Join(", ", benches.Keys)}.");
    return 2;
}

SelfCheck.Run();
using var run = await Run.PrepareAsync(quick);
foreach (var name in names.Count > 0 ? names : [.. benches.Keys])
{
    Run.Say($"== {name}");
    try
    {
        await benches[name](run);
    }
    catch (Exception e)
    {
        // The others are measured all the same, and the table says that this one was not
        Run.Say(e.ToString());
        run.Table.Add(new(name, "", [], Target.Measured) { Note = e.Message.Split('\n')[0] });
    }
}
run.Table.Print();
return run.Table.IsComplete ? 0 : 1;
