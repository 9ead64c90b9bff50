using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

/// <summary>The API for whoever writes a program: all operations, from the same document that programs read.</summary>
public sealed class ReferenceModel(Reference reference) : PageModel
{
    public Reference.Read Read { get; private set; } = null!;

    /// <summary>Where this board is, as one types it in a shell.</summary>
    public string Origin => HttpContext.BaseAddress();

    public async Task OnGetAsync() => Read = await reference.ReadAsync();
}
