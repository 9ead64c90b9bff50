using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Moderation;

/// <summary>Why a moderator did what the event of the same number says. Everybody may read it.</summary>
public sealed class ModerationAct
{
    public const int ReasonLength = 200;

    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required string Reason { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModerationAct>
    {
        public void Configure(EntityTypeBuilder<ModerationAct> act)
        {
            act.HasKey(a => new { a.ForecastId, a.Seq });
            act.HasOne<BoardEvent>().WithOne().HasForeignKey<ModerationAct>(a => new { a.ForecastId, a.Seq });
            act.Property(a => a.Reason).HasMaxLength(2 * ReasonLength);
        }
    }
}
