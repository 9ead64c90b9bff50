using System.Globalization;

namespace Textak.Bench.World;

/// <summary>Makes a board as full as years of people would: each with an account and an estimate of their own, in the order of the log.</summary>
internal static class Crowding
{
    private const string Template = "f.Slug = $slug AND t.Seq = f.LastSeq";

    /// <summary>Adds so many estimates to a board whose newest event is an estimate, while the program doesn't run.</summary>
    public static async Task FillAsync(string directory, string slug, int count)
    {
        await using var copies = await Copies.OpenAsync(directory, slug);
        var first = Convert.ToInt64(await copies.OneAsync("SELECT MAX(Id) FROM AspNetUsers"), CultureInfo.InvariantCulture);
        var (account, seq) = (string.Create(CultureInfo.InvariantCulture, $"{first} + n.i"), "f.LastSeq + n.i");
        await copies.CopyAsync("AspNetUsers", "t.Id = (SELECT MAX(Id) FROM AspNetUsers)", count, new()
        {
            ["Id"] = account, ["UserName"] = $"'Crowd ' || ({account})", ["NormalizedUserName"] = $"'CROWD ' || ({account})", ["Email"] = "NULL", ["NormalizedEmail"] = "NULL",
        });
        await copies.CopyAsync("Events", Template, count, new() { ["Seq"] = seq, ["ById"] = account, ["CommandId"] = "printf('%08X-0000-4000-8000-000000000000', n.i)" });
        await copies.CopyAsync("Estimates", Template, count, new() { ["Seq"] = seq, ["AccountId"] = account, ["Percent"] = "1 + n.i * 37 % 99", ["Before"] = "NULL", ["EndSeq"] = "NULL" });
        await copies.CopyAsync("Points", Template, count, new() { ["Seq"] = seq, ["Estimates"] = "t.Estimates + n.i" });
        await copies.OneAsync("UPDATE Forecasts SET LastSeq = LastSeq + $count, Estimates = Estimates + $count WHERE Slug = $slug RETURNING 1", count);
        await copies.CommitAsync();
    }
}
