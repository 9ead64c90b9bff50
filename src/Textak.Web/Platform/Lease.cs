using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;

namespace Textak.Web.Platform;

/// <summary>
/// Work that one node does at a time: a row in the database says who, and until when. Whoever dies keeps it until then, and
/// no longer. It saves work and never makes it right: clocks may differ, so what is done under it must bear being done twice.
/// </summary>
public sealed class Lease
{
    private const int NameLength = 40, HolderLength = 100;

    public required string Name { get; init; }
    public string Holder { get; private set; } = "";
    public DateTimeOffset Until { get; private set; }

    /// <summary>Takes it, or keeps it for longer.</summary>
    /// <returns>False while another node has it.</returns>
    public static async Task<bool> TakeAsync(TextakDb db, string name, string holder, DateTimeOffset now, TimeSpan lasts)
    {
        if (await UpdateAsync()) return true;
        if (await db.Leases.AnyAsync(lease => lease.Name == name)) return false;
        await db.OnceAsync(async () =>
        {
            db.Leases.Add(new() { Name = name });
            await db.SaveChangesAsync();
        });
        return await UpdateAsync();

        // Compare and set: of two that ask at the same moment the second finds it taken
        async Task<bool> UpdateAsync()
        {
            var until = now + lasts;
            return await db.Leases.Where(lease => lease.Name == name && (lease.Holder == holder || lease.Until <= now))
                .ExecuteUpdateAsync(lease => lease.SetProperty(l => l.Holder, holder).SetProperty(l => l.Until, until)) == 1;
        }
    }

    /// <summary>Gives it back before its time, if it is still the holder's.</summary>
    public static async Task ReturnAsync(TextakDb db, string name, string holder, DateTimeOffset now) =>
        await db.Leases.Where(lease => lease.Name == name && lease.Holder == holder).ExecuteUpdateAsync(lease => lease.SetProperty(l => l.Until, now));

    internal sealed class Mapping : IEntityTypeConfiguration<Lease>
    {
        public void Configure(EntityTypeBuilder<Lease> lease)
        {
            lease.HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(NameLength);
            lease.Property(l => l.Holder).HasMaxLength(HolderLength);
        }
    }
}
