using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Proposals;

/// <summary>Where a proposal is: with the moderators, back with whoever proposes, or at its end.</summary>
public enum ProposalState { Waiting, Returned, Declined, Published }

/// <summary>A question that somebody would have the board ask. Until a moderator publishes it, its proposer and the moderators alone see it: it is no forecast yet.</summary>
public sealed class Proposal
{
    public long Id { get; private set; }
    public required long ProposerId { get; init; }
    public Account? Proposer { get; private set; }
    public required DateTimeOffset At { get; init; }
    public string Title { get; private set; } = "";
    public string Thesis { get; private set; } = "";
    public string? WhyItMatters { get; private set; }
    public string Criteria { get; private set; } = "";
    public Category Category { get; private set; }
    public DateOnly Horizon { get; private set; }
    public ProposalState State { get; private set; }

    /// <summary>What the moderators say to it, once they have said something.</summary>
    public string? Note { get; private set; }

    /// <summary>When it was changed last, by whichever side.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The command that changed it last: the same again changes nothing.</summary>
    public Guid LastCommandId { get; private set; }

    /// <summary>The command that made it.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>What became of it; null unless it was published.</summary>
    public long? ForecastId { get; private set; }
    public Forecast? Forecast { get; private set; }

    /// <summary>Takes a new wording from its proposer; it is the moderators' turn then.</summary>
    internal void Write(Question question, Guid commandId, DateTimeOffset now)
    {
        (Title, Thesis, WhyItMatters, Criteria, Category, Horizon) = (question.Title, question.Thesis, question.WhyItMatters, question.Criteria, question.Category, question.Horizon);
        (State, LastCommandId, ChangedAt) = (ProposalState.Waiting, commandId, now);
    }

    /// <summary>The question as a forecast that is a proposal still.</summary>
    internal Forecast ToForecast(string slug) => new Forecast
    {
        Slug = slug, Title = Title, Thesis = Thesis, WhyItMatters = WhyItMatters, Criteria = Criteria, Category = Category, Horizon = Horizon, OpenedAt = At,
    }.AsProposal();

    internal sealed class Mapping : IEntityTypeConfiguration<Proposal>
    {
        public void Configure(EntityTypeBuilder<Proposal> proposal)
        {
            proposal.HasIndex(p => new { p.ProposerId, p.CommandId }).IsUnique();
            proposal.HasIndex(p => p.State);
            // Its proposer and a moderator may write at the same moment: the second is told
            proposal.Property(p => p.ChangedAt).IsConcurrencyToken();
            proposal.HasOne(p => p.Proposer).WithMany().HasForeignKey(p => p.ProposerId);
            proposal.HasOne(p => p.Forecast).WithMany().HasForeignKey(p => p.ForecastId);
            proposal.Property(p => p.Title).HasMaxLength(Forecast.TitleLength);
            proposal.Property(p => p.Thesis).HasMaxLength(Forecast.ThesisLength);
            proposal.Property(p => p.WhyItMatters).HasMaxLength(Forecast.ProseLength);
            proposal.Property(p => p.Criteria).HasMaxLength(Forecast.ProseLength);
            proposal.Property(p => p.State).HasConversion<string>().HasMaxLength(16);
            proposal.Property(p => p.Note).HasMaxLength(2 * Evidence.LongestReason);
        }
    }
}
