namespace Textak.Tests.Arguments;

/// <summary>One site for classes whose tests have a board of their own each: to start one takes as long as most of them.</summary>
[CollectionDefinition(nameof(ArguedSite))]
public sealed class ArguedSite : ICollectionFixture<LiveSite>;
