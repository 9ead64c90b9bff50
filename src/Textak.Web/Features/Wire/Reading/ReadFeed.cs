namespace Textak.Web.Features.Wire.Reading;

/// <summary>The forms in which feeds are written.</summary>
public enum FeedFormat { Rss, Atom, Rdf }

/// <summary>What could be read of a feed.</summary>
/// <param name="Format">Null where it is no feed at all.</param>
/// <param name="Title">What it calls itself; null where it doesn't.</param>
/// <param name="Problems">What could not be read, each in a sentence.</param>
public sealed record ReadFeed(FeedFormat? Format, string? Title, IReadOnlyList<ReadItem> Items, IReadOnlyList<string> Problems);

/// <summary>One piece of news, as plain text.</summary>
/// <param name="Key">What it is known by within its feed: the same each time that it is read.</param>
/// <param name="Headline">One line, with something to read in it.</param>
/// <param name="Link">A whole web address; null where there is none.</param>
/// <param name="Source">Who published it first, where the feed names somebody else than itself.</param>
/// <param name="PublishedAt">Never of the future; null where it doesn't say, or says nothing that can be read.</param>
/// <param name="Summary">The beginning of what it says; may be empty.</param>
public sealed record ReadItem(string Key, string Headline, string? Link, string? Source, DateTimeOffset? PublishedAt, string Summary);
