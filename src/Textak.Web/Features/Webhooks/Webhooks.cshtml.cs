using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Webhooks;

/// <summary>One's own webhooks, and where one makes another.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WebhooksModel(TextakDb db, Tailer tailer, HookSecrets secrets, Sender sender, IOptions<Limits> limits, TimeProvider time) : AccountPage
{
    private static readonly HookKinds[] Choices = [HookKinds.Arguments, HookKinds.Estimates, HookKinds.Forecasts, HookKinds.Signals];

    public IReadOnlyList<Webhook> Hooks { get; private set; } = [];

    /// <summary>The secret of the one that was made just now: it is shown this once.</summary>
    public string? Secret { get; private set; }

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public string? Address { get; private set; }

    /// <inheritdoc cref="Address"/>
    public string? Board { get; private set; }

    /// <inheritdoc cref="Address"/>
    public HookBoards Boards { get; private set; }

    /// <inheritdoc cref="Address"/>
    public HookKinds Kinds { get; private set; } = HookKinds.All;

    /// <summary>That a receiver has to answer.</summary>
    public int Seconds => limits.Value.WebhookSeconds;

    private long Me => Viewer.From(User).Id!.Value;

    public Task OnGetAsync(string? board)
    {
        if (board is not null) (Board, Boards) = (board, HookBoards.One);
        return ReadAsync();
    }

    /// <param name="commandId">Names this form: sent twice, it makes one.</param>
    /// <param name="boards">All, mine, followed or one.</param>
    /// <param name="board">That one's address, or the last part of it.</param>
    public async Task<IActionResult> OnPostAsync(Guid commandId, string? address, string? boards, string? board, string?[] kinds)
    {
        (Address, Board, Boards) = (address, board, Enum.TryParse<HookBoards>(boards, ignoreCase: true, out var which) && Enum.IsDefined(which) ? which : HookBoards.All);
        Kinds = kinds.Aggregate(HookKinds.None, (all, word) => all | Array.Find(Choices, kind => string.Equals(kind.ToString(), word, StringComparison.OrdinalIgnoreCase)));
        var forecast = Boards == HookBoards.One ? await tailer.FindAsync((board ?? "").Trim().TrimEnd('/').Split('/')[^1], HttpContext.RequestAborted) : null;
        await ReadAsync();
        if (Hooks.Any(h => h.CommandId == commandId)) return Refuse([MadeAlready]);
        if (Refusals(commandId, forecast, out var link) is { Count: > 0 } refusals) return Refuse(refusals);

        var (secret, kept) = secrets.New();
        try
        {
            db.Webhooks.Add(new() { AccountId = Me, Address = link!, Secret = kept, Boards = Boards, Kinds = Kinds, ForecastId = forecast, CommandId = commandId, CreatedAt = time.Now() });
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            await ReadAsync();
            return Refuse([MadeAlready]);
        }
        Secret = secret;
        await ReadAsync();
        (Address, Board, Boards, Kinds) = (null, null, HookBoards.All, HookKinds.All);
        return Page();
    }

    private static Refusal MadeAlready => new("", "This form made a webhook already; its secret was shown then, and can’t be shown again.");

    private List<Refusal> Refusals(Guid commandId, long? forecast, out string? link)
    {
        var refusals = new List<Refusal>();
        if (!Plain.TryLink(Address, Webhook.AddressLength, out link) || link is null) refusals.Add(new("address", "Type a whole web address, such as https://example.org/textak."));
        else if (sender.Problem(link) is { } problem) refusals.Add(new("address", problem));
        if (Boards == HookBoards.One && forecast is null) refusals.Add(new("board", "There is no forecast at this address."));
        if (Kinds == HookKinds.None) refusals.Add(new("kinds", "Choose at least one thing to be told of."));
        if (commandId == Guid.Empty) refusals.Add(new("", "Part of this form was missing. Send it again."));
        else if (Hooks.Count >= Webhook.Most) refusals.Add(new("", $"You have {Webhook.Most} webhooks, which is as many as one may have. Delete one first."));
        return refusals;
    }

    private async Task ReadAsync() =>
        Hooks = await db.Webhooks.AsNoTracking().Include(h => h.Forecast).Where(h => h.AccountId == Me).OrderBy(h => h.Id).ToListAsync(HttpContext.RequestAborted);
}
