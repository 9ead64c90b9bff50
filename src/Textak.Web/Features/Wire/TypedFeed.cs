using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Wire;

/// <summary>A feed as an admin typed it.</summary>
public sealed record TypedFeed(string? Name, string? Address, string? Category, string? Grade)
{
    public static TypedFeed Of(WireFeed feed) => new(feed.Name, feed.Address, feed.Category.ToString(), feed.Grade.ToString());

    /// <summary>Reads it.</summary>
    /// <param name="wayOut">Knows which addresses are never fetched.</param>
    internal (Feed? Feed, Refusal? Refusal) Read(WayOut wayOut)
    {
        var name = Plain.Text(Name).ReplaceLineEndings(" ");
        if (name.Length == 0) return Refuse(nameof(Name), "Say what its news comes from: the name stands beside each of its signals.");
        if (name.Length > WireFeed.NameLength) return Refuse(nameof(Name), $"Keep the name within {WireFeed.NameLength} characters.");
        if (Plain.Problem(name) is { } unreadable) return Refuse(nameof(Name), unreadable);
        if (!Plain.TryLink(Address, WireFeed.AddressLength, out var address) || address is null) return Refuse(nameof(Address), "Give a web address that begins with https:// or http://.");
        if (wayOut.Problem(new(address)) is { } problem) return Refuse(nameof(Address), problem);
        if (!Enum.TryParse<Category>(Category, ignoreCase: true, out var category) || !Enum.IsDefined(category) || char.IsAsciiDigit(Category![0])) return Refuse(nameof(Category), "Choose what it is about.");
        if (Grades.Read(Grade) is not { } grade) return Refuse(nameof(Grade), "Choose a grade: direct, proximate or circumstantial.");
        return (new(name, address, category, grade), null);
    }

    private static (Feed?, Refusal?) Refuse(string field, string message) => (null, new(field, message));

    internal sealed record Feed(string Name, string Address, Category Category, Grade Grade);
}
