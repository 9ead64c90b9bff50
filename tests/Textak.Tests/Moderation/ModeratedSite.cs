namespace Textak.Tests.Moderation;

/// <summary>One site for classes whose tests have boards and people of their own: to start one takes as long as most of them.</summary>
[CollectionDefinition(nameof(ModeratedSite))]
public sealed class ModeratedSite : ICollectionFixture<LiveSite>;
