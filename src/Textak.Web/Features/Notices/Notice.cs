using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Proposals;

namespace Textak.Web.Features.Notices;

/// <summary>
/// Something that somebody is to hear of, alone or with more of its kind. It holds ids and never text: what an argument says is read
/// through the visibility gate when the notice is.
/// </summary>
public sealed class Notice
{
    public long Id { get; private set; }
    public required long AccountId { get; init; }
    public required NoticeCause Cause { get; init; }

    /// <summary>What happened; for a proposal, <see cref="EventKind.Proposed"/>.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>The board; null for a proposal that is none yet.</summary>
    public long? ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }
    public long? ProposalId { get; init; }
    public Proposal? Proposal { get; private set; }

    /// <summary>What tells it from others that would be gathered with it: an argument or an author; null where the board does.</summary>
    public long? Subject { get; init; }

    /// <summary>The newest argument that it is about, and whose doing the newest was, as far as that is told.</summary>
    public long? ArgumentId { get; private set; }
    public long? ById { get; private set; }
    public Account? By { get; private set; }

    /// <summary>How many it stands for, and when the newest was.</summary>
    public int Count { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>When it came out, together with others; null while it waits, and gathers.</summary>
    public DateTimeOffset? OutAt { get; private set; }

    /// <summary>Whether it is to go out by mail still.</summary>
    public bool MailDue { get; private set; }

    internal NoticeKey Key => new(AccountId, Cause, Kind, ForecastId, ProposalId, Subject);

    internal void Gather(Told told, bool mail)
    {
        Count++;
        (ArgumentId, ById, At) = (told.ArgumentId, told.ById, told.At);
        MailDue |= mail;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> notice)
        {
            // What came out while more was gathered is not added to: its owner may have read it
            notice.Property(n => n.OutAt).IsConcurrencyToken();
            notice.HasIndex(n => new { n.AccountId, n.OutAt });
            notice.HasIndex(n => new { n.OutAt, n.AccountId });
            notice.HasIndex(n => new { n.MailDue, n.AccountId });
            notice.HasOne<Account>().WithMany().HasForeignKey(n => n.AccountId);
            notice.HasOne(n => n.Forecast).WithMany().HasForeignKey(n => n.ForecastId);
            notice.HasOne(n => n.Proposal).WithMany().HasForeignKey(n => n.ProposalId);
            notice.HasOne<Argument>().WithMany().HasForeignKey(n => n.ArgumentId);
            notice.HasOne(n => n.By).WithMany().HasForeignKey(n => n.ById);
        }
    }
}
