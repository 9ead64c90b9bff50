namespace Textak.Tests;

/// <summary>A site that knows its own address, for whatever is taken away from it: classes whose tests have boards and people of their own share it.</summary>
[CollectionDefinition(nameof(TakenSite))]
public sealed class TakenSites : ICollectionFixture<TakenSite>;

/// <inheritdoc cref="TakenSites"/>
public sealed class TakenSite : BusySite
{
    public const string Home = "https://board.example";

    public TakenSite() => Settings["Textak:Address"] = Home + "/";
}
