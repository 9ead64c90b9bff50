namespace Textak.Bench.World;

/// <summary>What is measured: the product, or the stock server that it is measured against.</summary>
internal interface IServer : IDisposable
{
    Child Child { get; }
    int Port { get; }

    /// <summary>How often its own client says that it is there.</summary>
    TimeSpan Pulse { get; }

    /// <summary>Whether a watcher that missed something can ask for it.</summary>
    bool Heals { get; }

    /// <summary>The newest event of a board.</summary>
    long Head(string slug);

    /// <summary>When each event of a board happened, by its number: ticks of UTC, on this machine's clock.</summary>
    IReadOnlyDictionary<long, long> Commits(string slug);
}
