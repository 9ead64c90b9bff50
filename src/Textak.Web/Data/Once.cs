using Microsoft.EntityFrameworkCore;
using Textak.Web.Platform;

namespace Textak.Web.Data;

public static class Once
{
    /// <summary>Writes what several nodes write at their start: the first does, and the others find it there.</summary>
    public static async Task OnceAsync(this TextakDb db, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            db.ChangeTracker.Clear();
        }
    }
}
