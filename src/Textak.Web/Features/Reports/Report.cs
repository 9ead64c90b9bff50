using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Reports;

/// <summary>Somebody's word that an argument breaks the rules. Moderators alone see it, and nobody reports the same twice.</summary>
public sealed class Report
{
    /// <summary>Characters in what is added to the cause.</summary>
    public const int LongestNote = 500;

    public required long ArgumentId { get; init; }
    public required long ReporterId { get; init; }
    public Account? Reporter { get; private set; }
    public required Cause Cause { get; init; }
    public required string? Note { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The event of the board's log that brought it.</summary>
    public required long Seq { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Report>
    {
        public void Configure(EntityTypeBuilder<Report> report)
        {
            report.HasKey(r => new { r.ArgumentId, r.ReporterId });
            report.HasOne<Argument>().WithMany().HasForeignKey(r => r.ArgumentId);
            report.HasOne(r => r.Reporter).WithMany().HasForeignKey(r => r.ReporterId);
            report.Property(r => r.Cause).HasConversion<string>().HasMaxLength(16);
            // A character may take two UTF-16 units
            report.Property(r => r.Note).HasMaxLength(2 * LongestNote);
        }
    }
}
