using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Records;
using Textak.Web.Platform;

namespace Textak.Web.Features.Sanctions;

/// <summary>What was done to somebody, and where moderators warn, mute and suspend them.</summary>
[Authorize(Policies.Moderate)]
public sealed class SanctionsModel(TextakDb db, BoardLog log, Tailer tailer, Sessions sessions, TimeProvider time) : CommandPage(log, tailer)
{
    private const int MostShown = 50;
    private const string Lifting = "lift-";
    private Account account = null!;

    [BindProperty(SupportsGet = true), FromRoute]
    public string Name { get; set; } = "";

    public IReadOnlyList<Sanction> Sanctions { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }
    public bool IsSuspended => account.IsSuspended(Now);

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public ImposeSanction Typed { get; private set; } = new(null, "7", null, Administers: false);
    public string? Board { get; private set; }

    /// <summary>Likewise of a form that lifts: which, and the reason as it was typed.</summary>
    public (long Id, string? Reason) TypedLift { get; private set; }

    /// <summary>Why nothing can be done to this account by this moderator; null where something can.</summary>
    public Refusal? Wrong { get; private set; }

    private bool Administers => User.IsInRole(Roles.Admin);
    private string Path => $"{PublicRecord.Address(account.UserName!)}/sanctions";

    public Task<IActionResult> OnGetAsync(string? board)
    {
        Board = board;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? kind, string? board, string? days, string? reason)
    {
        if (await ShowAsync() is NotFoundResult none) return none;
        (Typed, Board) = (new(ImposeSanction.Read(kind), days, reason, Administers), board);
        if (Wrong is { } wrong) return await RefuseAsync(wrong, "", 422);
        if (Typed.Kind != SanctionKind.Mute) return await FinishAsync(commandId, () => Typed.ImposeAsync(db, sessions, account.Id, Viewer.Id!.Value, commandId, time.Now()));
        if (await Tailer.FindAsync(Board ?? "", HttpContext.RequestAborted) is null) return await RefuseAsync(new("Board", "Name the board, as its address does after /f/."), "", 422);
        return await CarryOutAsync(Board!, commandId, change => Typed.MuteAsync(change, account.Id), _ => Path);
    }

    public async Task<IActionResult> OnPostLiftAsync(Guid commandId, long id, string? reason)
    {
        if (await ShowAsync() is NotFoundResult none) return none;
        TypedLift = (id, reason);
        if (Wrong is { } wrong) return await RefuseAsync(wrong, Lifting, 422);
        if (Sanctions.FirstOrDefault(s => s.Id == id) is not { } sanction) return await RefuseAsync(LiftSanction.Over, Lifting, 422);
        var lift = new LiftSanction(id, reason, Administers);
        if (sanction is { Kind: SanctionKind.Mute, Forecast.Slug: var slug }) return await CarryOutAsync(slug, commandId, lift.UnmuteAsync, _ => Path, Lifting);
        return await FinishAsync(commandId, () => lift.RestoreAsync(db, Viewer.Id!.Value, commandId, time.Now()), Lifting);
    }

    /// <summary>Whether the viewer may end it now. A suspension is lifted with all others, so none of an admin's may be among them.</summary>
    public bool CanLift(Sanction sanction) => Wrong is null && sanction.Kind != SanctionKind.Warning && sanction.IsOn(Now)
        && (Administers || !Sanctions.Any(s => s.ByAdmin && s.IsOn(Now) && (s == sanction || (s.Kind == sanction.Kind && s.Kind == SanctionKind.Suspension))));

    protected override async Task<IActionResult> ShowAsync()
    {
        if (await HouseAccount.FindAsync(db, Name) is not { } found) return NotFound();
        (account, Now) = (found, time.Now());
        Sanctions = await db.Sanctions.AsNoTracking().Where(s => s.AccountId == account.Id).Include(s => s.By).Include(s => s.Forecast)
            .OrderByDescending(s => s.Id).Take(MostShown).ToListAsync(HttpContext.RequestAborted);
        Wrong = await SanctionReach.WrongAsync(db, account, Viewer, Administers);
        return Page();
    }

    private async Task<IActionResult> FinishAsync(Guid commandId, Func<Task<Refusal?>> act, string prefix = "")
    {
        if (commandId == Guid.Empty) return await RefuseAsync(Refusal.Incomplete, prefix, 422);
        return await act() is { } refusal ? await RefuseAsync(refusal, prefix, 422) : WantsJson ? new JsonResult(new Answer(0, null)) : LocalRedirect(Path);
    }
}
