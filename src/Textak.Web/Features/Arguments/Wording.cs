using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>What an argument said until its author edited it. It is as hidden as the argument itself.</summary>
public sealed class Wording
{
    public required long ArgumentId { get; init; }
    public Argument? Argument { get; private set; }

    /// <summary>1, 2, ...; the argument itself has the highest.</summary>
    public required int Number { get; init; }

    /// <summary>The event that put another in its place.</summary>
    public required long ForecastId { get; init; }
    public required long EndSeq { get; init; }
    public required string Text { get; init; }

    /// <summary>Since when the argument had said so.</summary>
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Wording>
    {
        public void Configure(EntityTypeBuilder<Wording> wording)
        {
            wording.HasKey(w => new { w.ArgumentId, w.Number });
            wording.HasOne(w => w.Argument).WithMany().HasForeignKey(w => w.ArgumentId);
            wording.HasOne<BoardEvent>().WithOne().HasForeignKey<Wording>(w => new { w.ForecastId, w.EndSeq });
            wording.Property(w => w.Text).HasMaxLength(2 * Argument.LongestText);
        }
    }
}
