using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Wire.Reading;

namespace Textak.Web.Features.Wire;

/// <summary>An address from which news comes in, as an admin registered it, and how the last reading went.</summary>
public sealed class WireFeed
{
    public const int NameLength = 80, AddressLength = 700, TagLength = 300, ProblemsLength = 2000;

    public int Id { get; private set; }

    /// <summary>What its news is said to come from, where an item doesn't say.</summary>
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";

    /// <summary>What it is about: by that its news grows old, and is found for forecasts that have no terms of their own.</summary>
    public Category Category { get; private set; }

    /// <summary>How near it is to what it tells.</summary>
    public Grade Grade { get; private set; }
    public bool IsPaused { get; private set; }

    /// <summary>The command that registered it: the same is not done twice.</summary>
    public required Guid CommandId { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it is to be read next, when it was tried last, and when that went well last; null for never.</summary>
    public DateTimeOffset NextAt { get; private set; }
    public DateTimeOffset? TriedAt { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>How often in a row it could not be read.</summary>
    public int Failures { get; private set; }

    /// <summary>How its server marked what was read last, to be asked only for what is new.</summary>
    public string? ETag { get; private set; }

    /// <inheritdoc cref="ETag"/>
    public string? LastModified { get; private set; }

    public FeedFormat? Format { get; private set; }

    /// <summary>How many items it held when it was read last.</summary>
    public int Items { get; private set; }

    /// <summary>What could not be read, a sentence a line; empty where all was.</summary>
    public string Problems { get; private set; } = "";

    /// <summary>Rises with every change by a person: of two who change it at once the second looks again.</summary>
    public int Version { get; private set; }

    /// <summary>How many of its items waited for a decision, ever, and how many became signals.</summary>
    internal async Task<(int Found, int Accepted)> CountAsync(TextakDb db, CancellationToken stop) =>
        (await db.WireItems.CountAsync(i => i.FeedId == Id, stop), await db.WireItems.CountAsync(i => i.FeedId == Id && i.State == WireState.Accepted, stop));

    /// <summary>Takes what an admin says of it. Another address begins anew.</summary>
    internal void Describe(string name, string address, Category category, Grade grade, DateTimeOffset now)
    {
        if (address != Address) (ETag, LastModified, Failures, NextAt, Format, Items, Problems) = (null, null, 0, now, null, 0, "");
        (Name, Address, Category, Grade, Version) = (name, address, category, grade, Version + 1);
    }

    internal void Pause(bool paused, DateTimeOffset now) => (IsPaused, NextAt, Version) = (paused, paused ? NextAt : now, Version + 1);

    /// <summary>It is to be read as soon as there is time for it.</summary>
    internal void Hurry(DateTimeOffset now) => NextAt = now;

    /// <summary>It was read, or there was nothing new in it (null).</summary>
    internal void Note(ReadFeed? read, string? etag, string? lastModified, IEnumerable<string> problems, DateTimeOffset now, DateTimeOffset next)
    {
        (TriedAt, ReadAt, NextAt, Failures) = (now, now, next, 0);
        if (read is null) return;
        (Format, Items, Problems) = (read.Format, read.Items.Count, Said(problems));
        (ETag, LastModified) = (Short(etag), Short(lastModified));
    }

    /// <summary>It could not be read.</summary>
    /// <param name="isGone">Whether it says that it never will be again.</param>
    internal void Fail(string problem, bool isGone, DateTimeOffset now, DateTimeOffset next) =>
        (TriedAt, NextAt, Failures, Problems, IsPaused) = (now, next, Failures + 1, Said([problem]), IsPaused || isGone);

    // One that is longer is nothing to send back
    private static string? Short(string? tag) => tag is { Length: > 0 and <= TagLength } ? tag : null;

    private static string Said(IEnumerable<string> problems) => Markup.CutLines(problems, ProblemsLength);

    internal sealed class Mapping : IEntityTypeConfiguration<WireFeed>
    {
        public void Configure(EntityTypeBuilder<WireFeed> feed)
        {
            feed.ToTable("WireFeeds");
            feed.HasIndex(f => f.CommandId).IsUnique();
            feed.Property(f => f.Version).IsConcurrencyToken();
            feed.Property(f => f.Name).HasMaxLength(NameLength);
            feed.Property(f => f.Address).HasMaxLength(AddressLength);
            feed.Property(f => f.ETag).HasMaxLength(TagLength);
            feed.Property(f => f.LastModified).HasMaxLength(TagLength);
            feed.Property(f => f.Problems).HasMaxLength(ProblemsLength);
            feed.Property(f => f.Format).HasConversion<string>().HasMaxLength(8);
        }
    }
}
