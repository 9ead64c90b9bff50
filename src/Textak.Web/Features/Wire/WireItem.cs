using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Wire;

/// <summary>What became of an item: nothing yet, a signal on some boards, nothing, or one story with another item.</summary>
public enum WireState { Waiting, Accepted, Dismissed, Merged }

/// <summary>A piece of news that a feed brought and that may bear on a forecast: moderators decide whether it does.</summary>
public sealed class WireItem
{
    public const int KeyLength = 64, SummaryLength = Reading.FeedItem.SummaryLength;

    /// <summary>How long a moderator keeps the others from it without deciding.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromMinutes(10);

    /// <summary>What nobody has decided for so long is news no more, and leaves the queue.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(30);

    /// <summary>How long it is kept, decided or not: so much longer that what is forgotten is never found as news again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public long Id { get; private set; }
    public required int FeedId { get; init; }
    public WireFeed? Feed { get; private set; }

    /// <summary>What it is known by within its feed.</summary>
    public required string Key { get; init; }
    public required string Headline { get; init; }
    public required string? Link { get; init; }

    /// <summary>Who published it, where that is not the feed.</summary>
    public required string? Source { get; init; }
    public required string Summary { get; init; }

    /// <summary>As the item says, or else when it was found.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    public required bool IsDated { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>The forecasts that it may bear on.</summary>
    public List<WireMatch> Matches { get; private init; } = [];
    public WireState State { get; private set; }

    /// <summary>The item with which it is one story.</summary>
    public long? MergedIntoId { get; private set; }
    public long? ClaimedById { get; private set; }
    public Account? ClaimedBy { get; private set; }
    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>What was done to it last: the same is not done twice.</summary>
    public Guid? LastCommandId { get; private set; }

    /// <summary>Rises with every change.</summary>
    public int Version { get; private set; }

    /// <summary>Whose it is for now; null for nobody's.</summary>
    public long? Holder(DateTimeOffset now) => now - ClaimedAt < ClaimLasts ? ClaimedById : null;

    internal void Claim(long? by, Guid commandId, DateTimeOffset now)
    {
        (ClaimedById, ClaimedAt) = (by, by is null ? null : (DateTimeOffset?)now);
        Touch(commandId);
    }

    internal void Settle(WireState state, Guid commandId, long? into = null)
    {
        (State, MergedIntoId, ClaimedById, ClaimedAt) = (state, into, null, null);
        Touch(commandId);
    }

    /// <summary>Another item is one story with this one: what that may bear on, this may too.</summary>
    internal void Gather(WireItem other)
    {
        foreach (var match in other.Matches)
            if (State == WireState.Waiting && !Matches.Exists(m => m.ForecastId == match.ForecastId)) Matches.Add(new() { ForecastId = match.ForecastId, Reason = match.Reason, Strength = match.Strength });
        Version++;
    }

    private void Touch(Guid commandId) => (LastCommandId, Version) = (commandId, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<WireItem>
    {
        public void Configure(EntityTypeBuilder<WireItem> item)
        {
            item.ToTable("WireItems");
            item.HasIndex(i => new { i.FeedId, i.Key }).IsUnique();
            item.HasIndex(i => new { i.State, i.FoundAt });
            item.HasIndex(i => i.MergedIntoId);
            item.HasOne(i => i.Feed).WithMany().HasForeignKey(i => i.FeedId);
            item.HasOne<WireItem>().WithMany().HasForeignKey(i => i.MergedIntoId);
            item.HasOne(i => i.ClaimedBy).WithMany().HasForeignKey(i => i.ClaimedById);
            item.HasMany(i => i.Matches).WithOne().HasForeignKey(m => m.ItemId);
            item.Property(i => i.Key).HasMaxLength(KeyLength);
            item.Property(i => i.Headline).HasMaxLength(Signal.HeadlineLength);
            item.Property(i => i.Link).HasMaxLength(Signal.LinkLength);
            item.Property(i => i.Source).HasMaxLength(Signal.SourceLength);
            item.Property(i => i.Summary).HasMaxLength(SummaryLength);
            item.Property(i => i.State).HasConversion<string>().HasMaxLength(16);
        }
    }
}
