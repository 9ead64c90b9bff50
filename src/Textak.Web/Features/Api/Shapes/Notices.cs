using Textak.Web.Features.Arguments;
using Textak.Web.Features.Notices;

namespace Textak.Web.Features.Api;

/// <summary>A part of an account's notices.</summary>
public sealed record ApiNotices
{
    /// <summary>As many as were asked for, or what was left.</summary>
    public required IReadOnlyList<ApiNotice> Items { get; init; }

    /// <summary>The cursor of the next part; null on the last.</summary>
    /// <example>null</example>
    public required string? Next { get; init; }

    /// <summary>Until when all have been read.</summary>
    /// <example>"2027-03-01T11:00:00Z"</example>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How many gatherings came out since.</summary>
    /// <example>1</example>
    public required int Unseen { get; init; }
}

/// <summary>Something that an account hears of, alone or with more of its kind.</summary>
public sealed record ApiNotice
{
    /// <summary>Its number.</summary>
    /// <example>31</example>
    public required long Id { get; init; }

    /// <summary>Why it hears of it.</summary>
    /// <example>"reply"</example>
    public required NoticeCause Cause { get; init; }

    /// <summary>The same in words.</summary>
    /// <example>"Ada Lovelace answered your argument"</example>
    public required string Words { get; init; }

    /// <summary>The question of the forecast, or of the proposal.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public required string Title { get; init; }

    /// <summary>The page where it is.</summary>
    /// <example>"/f/open-source-frontier/arguments/17"</example>
    public required string Page { get; init; }

    /// <summary>The forecast; null for a proposal that is none yet.</summary>
    /// <example>"open-source-frontier"</example>
    public required string? Slug { get; init; }

    /// <summary>The newest argument that it is about, if any.</summary>
    /// <example>17</example>
    public required long? ArgumentId { get; init; }

    /// <summary>What that says; null where it is hidden or withdrawn, and where there is none.</summary>
    /// <example>"It led the index in March."</example>
    public required string? Text { get; init; }

    /// <summary>The proposal that it is about, if any.</summary>
    /// <example>null</example>
    public required long? ProposalId { get; init; }

    /// <summary>How many it stands for.</summary>
    /// <example>1</example>
    public required int Count { get; init; }

    /// <summary>When the newest of them was.</summary>
    /// <example>"2027-03-01T11:55:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it came out, together with others.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset OutAt { get; init; }

    /// <summary>Whether it has not been read.</summary>
    /// <example>true</example>
    public required bool Unread { get; init; }

    internal static ApiNotice Of(NoticeLine line, DateTimeOffset seenAt, IReadOnlyDictionary<long, ArgumentView> arguments)
    {
        var n = line.Notice;
        return new()
        {
            Id = n.Id, Cause = n.Cause, Words = line.Words, Title = line.Title, Page = line.Path, Slug = n.Forecast?.Slug, ArgumentId = n.ArgumentId,
            Text = n.ArgumentId is { } id && arguments.TryGetValue(id, out var argument) ? argument.Text : null,
            ProposalId = n.ProposalId, Count = n.Count, At = n.At, OutAt = n.OutAt!.Value, Unread = n.OutAt > seenAt,
        };
    }
}

/// <summary>How far an account has read its notices.</summary>
public sealed record ApiNoticesSeen
{
    /// <summary>The outAt of the newest that was read.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What an account hears of.</summary>
public sealed record ApiNoticeChoices
{
    /// <summary>Each cause once; to choose, those that change.</summary>
    public IReadOnlyList<ApiNoticeChoice?>? Choices { get; init; }

    internal static ApiNoticeChoices Of(IReadOnlyDictionary<NoticeCause, NoticeChoice> choices) => new()
    {
        Choices = [.. choices.Values.Select(c => new ApiNoticeChoice { Cause = c.Cause, Way = c.Way, Points = c.Points, Side = c.Side })],
    };
}

/// <summary>How an account hears of one cause.</summary>
public sealed record ApiNoticeChoice
{
    /// <summary>Which.</summary>
    /// <example>"argument"</example>
    public NoticeCause? Cause { get; init; }

    /// <summary>Not at all, among the notices, or there and by mail.</summary>
    /// <example>"here"</example>
    public NoticeWay? Way { get; init; }

    /// <summary>Of new arguments, those alone that moved the board's number by so many points, 0 to 50; 0 for every one.</summary>
    /// <example>0</example>
    public int? Points { get; init; }

    /// <summary>Of new arguments, those of this side alone; null for both.</summary>
    /// <example>null</example>
    public Side? Side { get; init; }
}
