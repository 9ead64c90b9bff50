using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// One forecast as a file tells it: checked, with every time in UTC, and not yet stored anywhere. The stated confidence
/// is the file's word; the board works out its own. The resolution is null while the forecast is open. The history
/// has its oldest first, each later than the one before and none before the opening, and so has each participant's; arguments (those for before those
/// against) and signals stand in the order of the file.
/// </summary>
public sealed record ForecastFile(
    string Slug,
    string Title,
    string Thesis,
    string? WhyItMatters,
    Category Category,
    DateOnly Horizon,
    string Criteria,
    Confidence? StatedConfidence,
    DateTimeOffset OpenedAt,
    ImportedResolution? Resolution,
    IReadOnlyList<ImportedEstimate> History,
    IReadOnlyList<ImportedParticipant> Participants,
    IReadOnlyList<ImportedArgument> Arguments,
    IReadOnlyList<ImportedSignal> Signals);

/// <summary>The status is one of the four that end a forecast; the sources are whole web addresses, where the file names any.</summary>
public sealed record ImportedResolution(Status Status, DateTimeOffset At, string Reason, IReadOnlyList<string> Sources);

/// <summary>What the number was from that moment on, 1 to 99 %.</summary>
public sealed record ImportedEstimate(DateTimeOffset At, int Percent);

/// <summary>Somebody who is no editor, and what they said: oldest first, null where they took it back.</summary>
public sealed record ImportedParticipant(string Name, IReadOnlyList<ImportedWord> Words);

/// <summary>An estimate of 1 to 99 %, or null for its withdrawal.</summary>
public sealed record ImportedWord(DateTimeOffset At, int? Percent);

public sealed record ImportedArgument(Side Side, string Text, DateTimeOffset At)
{
    /// <summary>What it cites, in the order of the file.</summary>
    public IReadOnlyList<ImportedSource> Sources { get; init; } = [];

    /// <summary>What answers it, in the order of the file; none of it is older.</summary>
    public IReadOnlyList<ImportedArgument> Rebuttals { get; init; } = [];
}

/// <summary>One thing that an argument cites.</summary>
public sealed record ImportedSource(string Link, string? Title, string? Publisher, Grade Grade);

public sealed record ImportedSignal(string Headline, string? Source, string? Link, DateTimeOffset PublishedAt, Direction Direction);
