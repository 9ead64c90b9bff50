using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Notices;

/// <summary>
/// How far notices were made of one log. It moves in the transaction that writes them, by compare and set: of two that read the same
/// stretch one writes, and whoever dies in the midst has written nothing.
/// </summary>
public sealed class NoticePosition
{
    /// <summary>The chain of what moderators and admins did; every other log is a forecast's.</summary>
    public const long Acts = 0;

    /// <summary>No log that notices are made of: it counts the changes of everybody's boxes.</summary>
    public const long Boxes = -1;

    public required long Log { get; init; }
    public long Seq { get; private set; }

    /// <summary>Of a forecast that has just come: nobody hears of the history that it brought.</summary>
    internal static NoticePosition Of(Forecast forecast) => new() { Log = forecast.Id, Seq = forecast.LastSeq };

    /// <returns>False where another has gone on from there.</returns>
    internal static async Task<bool> MoveAsync(TextakDb db, long log, long from, long to, CancellationToken stop) =>
        await db.NoticePositions.Where(p => p.Log == log && p.Seq == from).ExecuteUpdateAsync(p => p.SetProperty(x => x.Seq, to), stop) == 1;

    /// <summary>Numbers a change of boxes. The row is locked until the transaction ends, so they are committed in the order of their numbers.</summary>
    internal static async Task<long> NextChangeAsync(TextakDb db, CancellationToken stop)
    {
        await db.NoticePositions.Where(p => p.Log == Boxes).ExecuteUpdateAsync(p => p.SetProperty(x => x.Seq, x => x.Seq + 1), stop);
        return await db.NoticePositions.Where(p => p.Log == Boxes).Select(p => p.Seq).SingleAsync(stop);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticePosition>
    {
        public void Configure(EntityTypeBuilder<NoticePosition> position)
        {
            position.HasKey(p => p.Log);
            position.Property(p => p.Log).ValueGeneratedNever();
            position.HasData(new NoticePosition { Log = Acts }, new NoticePosition { Log = Boxes });
        }
    }
}
