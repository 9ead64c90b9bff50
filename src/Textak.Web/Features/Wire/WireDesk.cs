using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Audit;

namespace Textak.Web.Features.Wire;

/// <summary>Where moderators sit over what comes in: one row, whose number rises with everything that comes in or is done to it.</summary>
public sealed class WireDesk
{
    private const int Only = 1;

    public int Id { get; private set; } = Only;
    public long Turn { get; private set; }

    /// <summary>
    /// Takes the turn for what moderators do, within a transaction. What is read afterwards is as it is until the commit. The chain of acts
    /// comes first, for it will be needed, and two that take two locks take them in the same order.
    /// </summary>
    internal static async Task OpenAsync(TextakDb db)
    {
        await AuditHead.LockAsync(db);
        await TurnAsync(db);
    }

    /// <summary>Something came in.</summary>
    internal static Task TurnAsync(TextakDb db) => db.WireDesks.ExecuteUpdateAsync(desk => desk.SetProperty(d => d.Turn, d => d.Turn + 1));

    internal sealed class Mapping : IEntityTypeConfiguration<WireDesk>
    {
        public void Configure(EntityTypeBuilder<WireDesk> desk)
        {
            desk.ToTable("WireDesks");
            desk.Property(d => d.Id).ValueGeneratedNever();
            desk.HasData(new WireDesk());
        }
    }
}
