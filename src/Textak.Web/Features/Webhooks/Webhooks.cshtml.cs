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

/// <summary>One's own webhooks and those of one's programs, and where one makes another.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WebhooksModel(TextakDb db, Tailer tailer, HookSecrets secrets, Sender sender, IOptions<Limits> limits, TimeProvider time) : AccountPage
{
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

    public long Me => Viewer.From(User).Id!.Value;

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
        Kinds = kinds.Aggregate(HookKinds.None, (all, word) => all | HookWords.Kinds.FirstOrDefault(kind => string.Equals(kind.ToString(), word, StringComparison.OrdinalIgnoreCase)));
        var (hook, refusals) = commandId == Guid.Empty ? (null, [Refusal.Incomplete])
            : await new MakeWebhook(address, Boards, board, Kinds).CarryOutAsync(db, tailer, sender, secrets, Me, commandId, time.Now(), HttpContext.RequestAborted);
        await ReadAsync();
        if (hook is null) return Refuse(refusals);
        (Secret, Address, Board, Boards, Kinds) = (secrets.Show(hook.Secret), null, null, HookBoards.All, HookKinds.All);
        return Page();
    }

    private async Task ReadAsync() =>
        Hooks = await db.Webhooks.AsNoTracking().Include(h => h.Account).Include(h => h.Forecast).OfOwner(Me).OrderBy(h => h.Id).ToListAsync(HttpContext.RequestAborted);
}
