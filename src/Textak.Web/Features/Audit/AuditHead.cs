using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;

namespace Textak.Web.Features.Audit;

/// <summary>
/// Where the chain ends: how many acts there are, and the hash of the last. Whoever adds one takes this row's lock before they read
/// it, so that two nodes can't both follow the same act; and an end that is cut off is missed by it.
/// </summary>
public sealed class AuditHead
{
    private const int Only = 1;

    public int Id { get; private set; } = Only;
    public long Count { get; private set; }
    public string Hash { get; private set; } = "";

    /// <summary>As people note it, to ask later whether it still holds: "412:9f3c..."; empty before the first act.</summary>
    public string Note => Count == 0 ? "" : FormattableString.Invariant($"{Count}:{Hash}");

    public static Task<AuditHead> ReadAsync(TextakDb db, CancellationToken stop = default) => db.AuditHeads.AsNoTracking().SingleAsync(stop);

    /// <summary>Takes the chain's lock before anything is added, for whoever reads first what the act is about.</summary>
    public static Task LockAsync(TextakDb db) => db.AuditHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.Count, x => x.Count));

    /// <summary>Adds an act to the chain, within the transaction that does it.</summary>
    public static async Task AddAsync(TextakDb db, AuditEntry act)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("An act and its entry are committed together.");
        // The lock first. Where an account's row is written too, that comes after it
        await LockAsync(db);
        var head = await db.AuditHeads.SingleAsync();
        act.Follow(head.Count + 1, head.Hash);
        (head.Count, head.Hash) = (act.Number, act.Hash);
        db.AuditEntries.Add(act);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> head)
        {
            head.Property(h => h.Id).ValueGeneratedNever();
            head.Property(h => h.Hash).HasMaxLength(64);
            head.Ignore(h => h.Note);
            head.HasData(new AuditHead());
        }
    }
}
