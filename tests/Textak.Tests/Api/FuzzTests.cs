using System.Diagnostics;
using System.Globalization;
using Textak.Tests.Api.Fuzz;
using Textak.Web.Features.Api;

namespace Textak.Tests.Api;

/// <summary>Whatever is sent to whichever operation by whomever: an answer that the document names, and never a 5xx.</summary>
public sealed class FuzzTests(FuzzSite site) : IClassFixture<FuzzSite>
{
    [Fact]
    public async Task No_answer_is_outside_of_the_document()
    {
        var fuzzer = await RunAsync(requests: 700, seed: 20261126);
        fuzzer.Wrong.ShouldBeEmpty();
        fuzzer.NeverDone.Count().ShouldBeLessThan(20, $"too little was tried: {string.Join(' ', fuzzer.NeverDone)}");
    }

    /// <summary>As often as somebody wants: <c>bash tests/run.sh fuzz-api 20000 [SEED]</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Many()
    {
        var words = (Environment.GetEnvironmentVariable("TEXTAK_FUZZ_API") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var time = Stopwatch.StartNew();
        var fuzzer = await RunAsync(words is [var requests, ..] ? int.Parse(requests, CultureInfo.InvariantCulture) : 20_000, words is [_, var seed, ..] ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next());
        TestContext.Current.TestOutputHelper!.WriteLine(fuzzer.Table(time.Elapsed));
        TestContext.Current.TestOutputHelper.WriteLine($"kinds of failures: {string.Join(", ", fuzzer.Codes)}; never done: {string.Join(", ", fuzzer.NeverDone)}");
        fuzzer.Wrong.ShouldBeEmpty();
        fuzzer.NeverDone.ShouldBeEmpty("or too little of each was tried");
    }

    private async Task<Fuzzer> RunAsync(int requests, int seed)
    {
        using var reader = site.Visit();
        var described = await Described.ReadAsync(reader.Client);
        using var world = await World.MakeAsync(site);
        var fuzzer = new Fuzzer(described, world, seed);
        await fuzzer.RunAsync(requests);
        fuzzer.Codes.ShouldBeSubsetOf(ApiError.All.Select(error => error.Code));
        return fuzzer;
    }
}
