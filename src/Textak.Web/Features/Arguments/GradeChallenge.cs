using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>Somebody says that a source deserves another grade than its author gave it.</summary>
public sealed class GradeChallenge
{
    public long SourceId { get; init; }

    // Set instead of the id where that is new too
    public SourceLink? Source { get; init; }
    public required long AccountId { get; init; }

    /// <summary>The grade that they would give; the author's own where they took the challenge back.</summary>
    public Grade Grade { get; private set; }

    internal void Say(Grade grade) => Grade = grade;

    internal sealed class Mapping : IEntityTypeConfiguration<GradeChallenge>
    {
        public void Configure(EntityTypeBuilder<GradeChallenge> challenge)
        {
            challenge.ToTable("GradeChallenges");
            challenge.HasKey(c => new { c.SourceId, c.AccountId });
            challenge.HasOne(c => c.Source).WithMany().HasForeignKey(c => c.SourceId);
            challenge.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
        }
    }
}
