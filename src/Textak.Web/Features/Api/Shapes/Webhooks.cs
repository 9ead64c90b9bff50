using Textak.Web.Features.Webhooks;

namespace Textak.Web.Features.Api;

/// <summary>What may have to happen.</summary>
public enum ApiHookKind { Arguments, Estimates, Forecasts, Signals }

/// <summary>An address to which messages go about what happens.</summary>
public sealed record ApiWebhook
{
    /// <summary>Its number.</summary>
    /// <example>4</example>
    public required long Id { get; init; }

    /// <summary>Whose it is: the account's own, or a program's of it.</summary>
    public required ApiAuthor Owner { get; init; }

    /// <summary>Where messages are posted to.</summary>
    /// <example>"https://receiver.example/in"</example>
    public required string Address { get; init; }

    /// <summary>On which boards something has to happen.</summary>
    /// <example>"one"</example>
    public required HookBoards Boards { get; init; }

    /// <summary>The slug of the board, where it is for one.</summary>
    /// <example>"open-source-frontier"</example>
    public required string? Board { get; init; }

    /// <summary>What has to happen.</summary>
    public required IReadOnlyList<ApiHookKind> Kinds { get; init; }

    /// <summary>From when on it is told.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nothing is sent; null while it is.</summary>
    /// <example>null</example>
    public required DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why nothing is.</summary>
    /// <example>null</example>
    public required string? StoppedWhy { get; init; }

    /// <summary>How many boards wait for a message to be taken, because it failed.</summary>
    /// <example>0</example>
    public required int Failing { get; init; }

    /// <summary>Since when the first of them does.</summary>
    /// <example>null</example>
    public required DateTimeOffset? FailingSince { get; init; }

    internal static ApiWebhook Of(Webhook hook, IReadOnlyDictionary<long, (int Boards, DateTimeOffset Since)> failing) => new()
    {
        Id = hook.Id, Owner = new() { Name = hook.Account!.UserName!, Program = hook.Account.IsProgram }, Address = hook.Address, Boards = hook.Boards, Board = hook.Forecast?.Slug,
        Kinds = [.. Enum.GetValues<ApiHookKind>().Where(kind => hook.Kinds.HasFlag(Flag(kind)))], CreatedAt = hook.CreatedAt, StoppedAt = hook.StoppedAt, StoppedWhy = hook.StoppedWhy,
        Failing = failing.TryGetValue(hook.Id, out var fails) ? fails.Boards : 0, FailingSince = failing.ContainsKey(hook.Id) ? fails.Since : null,
    };

    internal static HookKinds Flag(ApiHookKind kind) => Enum.Parse<HookKinds>(kind.ToString());
}

/// <summary>A webhook to be made.</summary>
public sealed record ApiNewWebhook
{
    /// <summary>Where messages are posted to, over HTTPS.</summary>
    /// <example>"https://receiver.example/in"</example>
    public string? Address { get; init; }

    /// <summary>All, where nothing is said. Mine are those where the account argues or estimates, and that it proposed.</summary>
    /// <example>"one"</example>
    public HookBoards? Boards { get; init; }

    /// <summary>The slug of the board, where it is for one.</summary>
    /// <example>"open-source-frontier"</example>
    public string? Board { get; init; }

    /// <summary>All, where nothing is said.</summary>
    public IReadOnlyList<ApiHookKind>? Kinds { get; init; }

    internal MakeWebhook Make => new(Address, Boards ?? HookBoards.All, Board, Kinds is null ? HookKinds.All : Kinds.Aggregate(HookKinds.None, (all, kind) => all | ApiWebhook.Flag(kind)));
}

/// <summary>A webhook with its secret, which no other answer has.</summary>
public sealed record ApiMadeWebhook
{
    /// <summary>The webhook.</summary>
    public required ApiWebhook Webhook { get; init; }

    /// <summary>What its messages are signed with, by HMAC-SHA256: the key is what follows whsec_, in Base64.</summary>
    /// <example>"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"</example>
    public required string Secret { get; init; }
}

/// <summary>What became of one message.</summary>
public sealed record ApiDelivery
{
    /// <summary>Its number.</summary>
    /// <example>9</example>
    public required long Id { get; init; }

    /// <summary>The header webhook-id of the message: the same for each try.</summary>
    /// <example>"event_12_345"</example>
    public required string MessageId { get; init; }

    /// <summary>The board of the event.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>Its number in the board's log.</summary>
    /// <example>345</example>
    public required long Seq { get; init; }

    /// <summary>When it was tried last.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often by then.</summary>
    /// <example>1</example>
    public required int Attempts { get; init; }

    /// <summary>How long the last try took, in milliseconds.</summary>
    /// <example>41</example>
    public required int Milliseconds { get; init; }

    /// <summary>The status of the answer; null where there was none.</summary>
    /// <example>204</example>
    public required int? Status { get; init; }

    /// <summary>How the answer began, or why there was none.</summary>
    /// <example>""</example>
    public required string Answer { get; init; }

    /// <summary>Whether the receiver has it: it answered with 200 to 299.</summary>
    /// <example>true</example>
    public required bool Succeeded { get; init; }

    /// <summary>Whether it is to be sent once more.</summary>
    /// <example>false</example>
    public required bool Again { get; init; }

    internal static ApiDelivery Of(HookDelivery d) => new()
    {
        Id = d.Id, MessageId = HookMessage.IdOf(d.ForecastId, d.Seq), Slug = d.Forecast!.Slug, Seq = d.Seq, At = d.At, Attempts = d.Attempts, Milliseconds = d.Milliseconds, Status = d.Status, Answer = d.Answer,
        Succeeded = d.Succeeded, Again = d.Again,
    };
}
