using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Reports;

/// <summary>Where the queue has an argument: for any moderator, for an admin, for another moderator than the one who hid it, or done.</summary>
public enum CaseState { Waiting, Escalated, Appealed, Settled }

/// <summary>An argument that moderators are to decide about, because it was reported or because its author objects to its hiding.</summary>
public sealed class Case
{
    /// <summary>How long a moderator keeps the others from it without deciding.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromMinutes(10);

    public required long ArgumentId { get; init; }
    public required long ForecastId { get; init; }
    public CaseState State { get; private set; } = CaseState.Settled;

    /// <summary>Reports since it was settled last.</summary>
    public int Reports { get; private set; }

    /// <summary>When it came into the queue.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The event that settled it last; 0 where none did.</summary>
    public long SettledSeq { get; private set; }
    public long? ClaimedById { get; private set; }
    public Account? ClaimedBy { get; private set; }
    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>Rises with every change.</summary>
    public int Version { get; private set; }

    /// <summary>Whose it is for now; null for nobody's.</summary>
    public long? Holder(DateTimeOffset now) => now - ClaimedAt < ClaimLasts ? ClaimedById : null;

    /// <summary>The case of an argument, or a new one.</summary>
    internal static async Task<Case> OfAsync(Change change, long argumentId) =>
        await change.Db.Cases.SingleOrDefaultAsync(c => c.ArgumentId == argumentId)
        ?? change.Db.Cases.Add(new() { ArgumentId = argumentId, ForecastId = change.Forecast.Id }).Entity;

    internal void Report(Change change)
    {
        Reports++;
        Move(change, State == CaseState.Settled ? CaseState.Waiting : State);
    }

    internal void Appeal(Change change) => Move(change, CaseState.Appealed);

    internal void Claim(Change change, long? by)
    {
        (ClaimedById, ClaimedAt) = (by, by is null ? null : (DateTimeOffset?)change.Now);
        Touch(change);
    }

    internal void Escalate(Change change)
    {
        State = CaseState.Escalated;
        Claim(change, null);
    }

    internal void Settle(Change change)
    {
        (State, Reports, SettledSeq) = (CaseState.Settled, 0, change.Seq);
        Claim(change, null);
    }

    private void Move(Change change, CaseState state)
    {
        if (State == CaseState.Settled) Since = change.Now;
        State = state;
        Touch(change);
    }

    private void Touch(Change change)
    {
        Version++;
        change.Forecast.ChangeQueue(change.Seq);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Case>
    {
        public void Configure(EntityTypeBuilder<Case> @case)
        {
            @case.HasKey(c => c.ArgumentId);
            @case.Property(c => c.ArgumentId).ValueGeneratedNever();
            @case.HasIndex(c => c.State);
            @case.HasOne<Argument>().WithOne().HasForeignKey<Case>(c => c.ArgumentId);
            @case.HasOne(c => c.ClaimedBy).WithMany().HasForeignKey(c => c.ClaimedById);
            @case.Property(c => c.State).HasConversion<string>().HasMaxLength(16);
        }
    }
}
