using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Proposals;

/// <summary>One's own proposals and, for moderators, those that wait for them.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ProposalsModel(TextakDb db) : PageModel
{
    private const int MostShown = 100;

    public IReadOnlyList<Proposal> Mine { get; private set; } = [];
    public IReadOnlyList<Proposal> Waiting { get; private set; } = [];
    public Viewer Viewer => Viewer.From(User);

    public async Task OnGetAsync()
    {
        var (me, stop) = (Viewer.Id, HttpContext.RequestAborted);
        Mine = await db.Proposals.AsNoTracking().Where(p => p.ProposerId == me).OrderByDescending(p => p.Id).Take(MostShown).ToListAsync(stop);
        if (Viewer.Moderates)
            Waiting = await db.Proposals.AsNoTracking().Include(p => p.Proposer).Where(p => p.State == ProposalState.Waiting && p.ProposerId != me).OrderBy(p => p.ChangedAt).Take(MostShown).ToListAsync(stop);
    }
}
