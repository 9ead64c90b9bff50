using Textak.Tests;
using Textak.Tests.Forecasts.Import;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Tests.Platform;
using Textak.Tests.Replay;
using Textak.Tests.Resolution;
using Textak.Tests.Wire;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Textak.Tests;

/// <summary>A class that takes half a minute and begins as the last one has the machine to itself, and most of that time it waits. The others come in any order.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long =
    [
        typeof(FeedFuzzTests), typeof(LeavingTests), typeof(LostBellTests), typeof(RandomFilesTests), typeof(StatusTests), typeof(TelemetryTests),
        typeof(HiddenTextTests), typeof(TwoNodesTests), typeof(ReplayTests), typeof(DatabaseAwayTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderByDescending(IsLong)];

    // One that a class has for itself is named after it
    private static bool IsLong<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        Array.Exists(Long, type => collection.TestCollectionDisplayName.Contains($" {type.FullName} ", StringComparison.Ordinal));
}
