using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Following;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Proposals;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Signals;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Visits;
using Textak.Web.Features.Webhooks;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;

namespace Textak.Web.Data;

/// <summary>Everything that Textak keeps. Code asks for this; each provider has a sealed context with its own migrations.</summary>
public abstract class TextakDb(DbContextOptions options)
    : IdentityDbContext<Account, IdentityRole<long>, long>(options), IDataProtectionKeyContext
{
    public DbSet<Forecast> Forecasts => Set<Forecast>();
    public DbSet<CriteriaVersion> CriteriaVersions => Set<CriteriaVersion>();
    public DbSet<Argument> Arguments => Set<Argument>();
    public DbSet<Wording> Wordings => Set<Wording>();
    public DbSet<SourceLink> SourceLinks => Set<SourceLink>();
    public DbSet<GradeChallenge> GradeChallenges => Set<GradeChallenge>();
    public DbSet<StrengthVote> StrengthVotes => Set<StrengthVote>();
    public DbSet<Agreement> Agreements => Set<Agreement>();
    public DbSet<Estimate> Estimates => Set<Estimate>();
    public DbSet<ShiftReceipt> Receipts => Set<ShiftReceipt>();
    public DbSet<ProbabilityPoint> Points => Set<ProbabilityPoint>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<WireFeed> WireFeeds => Set<WireFeed>();
    public DbSet<WireItem> WireItems => Set<WireItem>();
    public DbSet<WireMatch> WireMatches => Set<WireMatch>();
    public DbSet<WireDesk> WireDesks => Set<WireDesk>();
    public DbSet<BoardEvent> Events => Set<BoardEvent>();
    public DbSet<ModerationAct> ModerationActs => Set<ModerationAct>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<Sanction> Sanctions => Set<Sanction>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Visit> Visits => Set<Visit>();
    public DbSet<FollowedBoard> FollowedBoards => Set<FollowedBoard>();
    public DbSet<FollowedAuthor> FollowedAuthors => Set<FollowedAuthor>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeBox> NoticeBoxes => Set<NoticeBox>();
    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();
    public DbSet<NoticePosition> NoticePositions => Set<NoticePosition>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<HookPosition> HookPositions => Set<HookPosition>();
    public DbSet<HookDelivery> HookDeliveries => Set<HookDelivery>();
    public DbSet<Lease> Leases => Set<Lease>();

    /// <summary>The keys that sign cookies and forms: one ring for all nodes.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Takes in a row as it was read or saved before, unless it is known already. What hangs on it isn't looked for, as attaching it would.</summary>
    internal void Know(object row)
    {
        if (Entry(row) is { State: EntityState.Detached } entry) entry.State = EntityState.Unchanged;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Category>().HaveConversion<string>().HaveMaxLength(16);
        conventions.Properties<Status>().HaveConversion<string>().HaveMaxLength(16);
        conventions.Properties<Grade>().HaveConversion<string>().HaveMaxLength(16);
        conventions.Properties<Side>().HaveConversion<string>().HaveMaxLength(8);
        conventions.Properties<Direction>().HaveConversion<string>().HaveMaxLength(8);
        conventions.Properties<Confidence>().HaveConversion<string>().HaveMaxLength(8);
        conventions.Properties<NoticeCause>().HaveConversion<string>().HaveMaxLength(16);
        conventions.Properties<HookBoards>().HaveConversion<string>().HaveMaxLength(8);
        conventions.Properties<EventKind>().HaveConversion<string>().HaveMaxLength(24);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(TextakDb).Assembly);

        // SQL Server refuses several cascade paths to one table, and nothing here is deleted in passing
        foreach (var key in model.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()))
            if (key.DeclaringEntityType.ClrType.Namespace!.StartsWith("Textak", StringComparison.Ordinal))
                key.DeleteBehavior = DeleteBehavior.Restrict;
    }
}
