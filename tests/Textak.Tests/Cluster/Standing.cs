namespace Textak.Tests.Cluster;

/// <summary>Machines that stand, with people on them and boards for all the rounds that are planned.</summary>
internal sealed class Standing : IAsyncDisposable
{
    private readonly Machines machines;
    private People? people;

    private Standing(Machines machines) => this.machines = machines;

    public static async Task<Standing> StartAsync(Chaos chaos)
    {
        var standing = new Standing(new(chaos.Redis));
        try
        {
            await standing.machines.StartAsync();
            await standing.OpenAsync(chaos.Pairs > 0 ? chaos.Segments : chaos.Plan().SelectMany(round => Chaos.Boards(round.Fault, round.Number)));
            standing.people = await People.JoinAsync(standing.machines);
            return standing;
        }
        catch
        {
            await standing.DisposeAsync();
            throw;
        }
    }

    public async Task<Outcome> RunAsync(Chaos chaos, Fault fault, int number)
    {
        var seed = chaos.SeedOf(fault, number);
        try
        {
            return await Round.RunAsync(machines, people!, fault, number, Chaos.Boards(fault, number), seed, chaos.Watchers);
        }
        catch (Exception e)
        {
            return Outcome.Broken(fault, number, seed, e);
        }
    }

    public Task CompareAsync(Chaos chaos, Action<string> write) => new Comparison(machines, people!, chaos.Watchers).RunAsync(chaos.Segments, write);

    public async ValueTask DisposeAsync()
    {
        people?.Dispose();
        await machines.DisposeAsync();
    }

    private async Task OpenAsync(IEnumerable<string> slugs)
    {
        var files = new List<string>();
        foreach (var slug in slugs)
        {
            files.Add(Path.Combine(machines.Directory, $"{slug}.md"));
            await File.WriteAllTextAsync(files[^1], $"""
                ---
                title: Does {slug} keep what was promised?
                slug: {slug}
                horizon: 2030-12-31
                category: models
                ---
                It does.
                ## Resolution criteria
                The oracle says so.
                """);
        }
        await machines.RunVerbAsync(["import", .. files]);
    }
}
