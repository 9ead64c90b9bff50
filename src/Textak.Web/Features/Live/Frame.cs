using System.Text.Json.Serialization;

namespace Textak.Web.Features.Live;

/// <summary>
/// What a watcher is sent: the events after <see cref="From"/> up to <see cref="To"/> as they look now. One that starts
/// where the last one ended continues the stream; From equal to To is a heartbeat. Numbers are absolute and cards
/// replace those of the same id; points and activity are to be added once.
/// </summary>
public sealed record Frame
{
    public required string Slug { get; init; }
    public required long From { get; init; }
    public required long To { get; init; }

    /// <summary>The newest event when the frame was made. Beyond To, more frames follow.</summary>
    public required long Head { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When its first event happened; not sent.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Too much has happened to be told piece by piece: the page is to be loaded again.</summary>
    public bool Reload { get; init; }

    /// <summary>Whether others' numbers are missing because the watcher wants to set their own first.</summary>
    public bool HeldBack { get; init; }

    public int? Percent { get; init; }
    public string Word { get; init; } = "";
    public int? Movement { get; init; }

    /// <summary>Why it moved, in a line; empty where nothing did.</summary>
    public string Why { get; init; } = "";
    public string Confidence { get; init; } = "";
    public int Estimates { get; init; }

    /// <summary>How many of them are in each bar of the histogram; none before the first, and none in the feed's frames.</summary>
    public IReadOnlyList<int> Bars { get; init; } = [];

    /// <summary>Independent sources behind the visible arguments and the signals.</summary>
    public int Sources { get; init; }
    public int For { get; init; }
    public int Against { get; init; }
    public int Watchers { get; init; }

    /// <summary>Whether there may be more watchers than that: the other nodes can't be heard.</summary>
    public bool AtLeast { get; init; }
    public bool Open { get; init; }

    /// <summary>The version of the resolution criteria that is in force.</summary>
    public int CriteriaNumber { get; init; }

    /// <summary>What stands at the top of the board while it isn't open, rendered; only where the events may have changed it.</summary>
    public string? Standing { get; init; }

    /// <summary>The resolution criteria, rendered, with how many stand on which version; likewise.</summary>
    public string? Criteria { get; init; }

    /// <summary>The crux of the debate, rendered; likewise.</summary>
    public string? Crux { get; init; }

    /// <summary>Who may speak on the board no more, or again, by account.</summary>
    public IReadOnlyList<long> Voices { get; init; } = [];

    /// <summary>Minutes that have to lie between two arguments of the same person.</summary>
    public int Slow { get; init; }

    /// <summary>What accounts that are younger than the forecast make of its number, in a sentence; empty where that is nothing.</summary>
    public string Brigade { get; init; } = "";

    public IReadOnlyList<Card> Cards { get; init; } = [];

    /// <summary>Signals that came or look different now, rendered: each takes the place of the one with its id.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];
    public IReadOnlyList<Point> Points { get; init; } = [];

    /// <summary>Lines for the activity list, oldest first, rendered: each takes the place of those from its data-from on.</summary>
    public IReadOnlyList<string> Activity { get; init; } = [];

    /// <summary>The forecast's tile, rendered; in the feed's frames only. Its heartbeat is of no forecast, and has none.</summary>
    public string? Tile { get; init; }

    /// <summary>
    /// Where cards, signals, points, activity, standing, criteria and crux are long, an object of them in their place: JSON, deflated as in
    /// RFC 1951, in base64. Only what a board's crowd is pushed is packed; an answer isn't.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Packed { get; init; }
}

/// <summary>An argument's card as anybody may see it.</summary>
/// <param name="Posted">Whether it is new within the frame, or was there and looks different now.</param>
public sealed record Card(long Id, string Side, bool Posted, long AuthorId, bool Hidden, string Html)
{
    /// <summary>The argument that it rebuts; null where it stands in a column by itself.</summary>
    public long? Answers { get; init; }

    /// <summary>Whether a program wrote it; its card says so too.</summary>
    public bool Program { get; init; }
}

/// <summary>One point of the chart, in percent, to a tenth; null where nobody estimates.</summary>
/// <param name="Seq">The event that made it.</param>
/// <param name="By">Whose estimate is another from there on, or none, by account: their own pages ask then what they say, which no frame tells.</param>
/// <param name="T">Unix seconds.</param>
/// <param name="P">The board's number.</param>
/// <param name="Lower">With Upper: the middle half of the estimates.</param>
/// <param name="Upper">See Lower.</param>
/// <param name="Mean">Their geometric mean of odds.</param>
public sealed record Point(long Seq, long By, long T, double? P, double? Lower, double? Upper, double? Mean);
