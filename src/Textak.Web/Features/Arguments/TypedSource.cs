using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Arguments;

/// <summary>A source as it was typed: a web address, what it is called, who published it, and how near it is to the claim.</summary>
public sealed record TypedSource(string? Link, string? Title = null, string? Publisher = null, string? Grade = null)
{
    /// <summary>Whether anything was typed at all.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Link) && string.IsNullOrWhiteSpace(Title) && string.IsNullOrWhiteSpace(Publisher);

    /// <summary>Reads it for an argument of the change's board.</summary>
    /// <returns>It, or what is wrong at which field.</returns>
    internal (SourceLink? Source, Refusal? Refusal) Read(Change change, Argument argument)
    {
        if (!Plain.TryLink(Link, SourceLink.LinkLength, out var link))
            return Refuse(nameof(Link), "The source must be a web address that begins with https:// or http://.");
        if (link is null) return Refuse(nameof(Link), "Give the address of the source.");
        var (title, publisher) = (Plain.Text(Title), Plain.Text(Publisher));
        if (Plain.Length(title) > SourceLink.TitleLength) return Refuse(nameof(Title), $"Keep the title within {SourceLink.TitleLength} characters.");
        if (Plain.Length(publisher) > SourceLink.PublisherLength) return Refuse(nameof(Publisher), $"Keep the publisher within {SourceLink.PublisherLength} characters.");
        if (title.Length > 0 && Plain.Problem(title) is { } untitled) return Refuse(nameof(Title), untitled);
        if (publisher.Length > 0 && Plain.Problem(publisher) is { } unnamed) return Refuse(nameof(Publisher), unnamed);
        // Whoever chooses none claims the least
        if ((string.IsNullOrWhiteSpace(Grade) ? Arguments.Grade.Circumstantial : Grades.Read(Grade)) is not { } grade) return Refuse(nameof(Grade), "Choose a grade: direct, proximate or circumstantial.");
        return (new()
        {
            ForecastId = change.Forecast.Id, Argument = argument, Seq = change.Seq, Link = link, Grade = grade, Key = Source.Key(link)!,
            Title = title.Length > 0 ? title : null, Publisher = publisher.Length > 0 ? publisher : null,
        }, null);
    }

    private static (SourceLink?, Refusal?) Refuse(string field, string message) => (null, new(field, message));
}
