using System.Globalization;

namespace Textak.Tests.Cluster;

/// <summary>What a run of faults is to be: <c>--rounds N --seed N --fault NAME --redis dead|absent --watchers N --compare PAIRS</c>.</summary>
internal sealed record Chaos(int Rounds, int Seed, string? Fault, RedisIs Redis, int Watchers, int Pairs)
{
    private static readonly string[] Known = ["--rounds", "--seed", "--fault", "--redis", "--watchers", "--compare"];

    public static Chaos Parse(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var given = parts.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new FormatException($"{pair[0]} needs a value."));
        if (given.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown) throw new FormatException($"There is no {unknown}; there are {string.Join(", ", Known)}.");
        if (given.TryGetValue("--fault", out var fault) && Cluster.Fault.All.All(f => f.Name != fault))
            throw new FormatException($"There is no fault {fault}; there are {string.Join(", ", Cluster.Fault.All.Select(f => f.Name))}.");
        return new(
            given.TryGetValue("--rounds", out var rounds) ? int.Parse(rounds, CultureInfo.InvariantCulture) : 20,
            given.TryGetValue("--seed", out var seed) ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000),
            fault,
            given.TryGetValue("--redis", out var redis) ? Enum.Parse<RedisIs>(redis, ignoreCase: true) : RedisIs.There,
            given.TryGetValue("--watchers", out var watchers) ? int.Parse(watchers, CultureInfo.InvariantCulture) : 200,
            given.TryGetValue("--compare", out var pairs) ? int.Parse(pairs, CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>Its faults, in an order that wants few restarts, each with the number of its round.</summary>
    public IEnumerable<(Fault Fault, int Number)> Plan()
    {
        var faults = Cluster.Fault.All.Where(fault => Fault is null || fault.Name == Fault).Where(fault => Redis == RedisIs.There || !fault.Needs.HasFlag(Needs.Redis)).ToList();
        return Enumerable.Range(1, Rounds).SelectMany(number => faults.Select(fault => (fault, number))).OrderBy(round => round.fault.Needs.HasFlag(Needs.NoPool));
    }

    /// <summary>The seed of one round: the same whatever else is run.</summary>
    public int SeedOf(Fault fault, int number) => unchecked((Seed * 7919 + fault.Name.Aggregate(17, (sum, letter) => sum * 31 + letter)) * 7919 + number);

    /// <summary>A board for each segment of the comparison, and one to warm up.</summary>
    public IReadOnlyList<string> Segments => Pairs == 0 ? [] : [.. Enumerable.Range(0, 2 * Pairs + 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"segment-{i}"))];

    public static IReadOnlyList<string> Boards(Fault fault, int number) =>
        [.. "ab".Select(letter => string.Create(CultureInfo.InvariantCulture, $"{fault.Name}-{number}-{letter}"))];
}
