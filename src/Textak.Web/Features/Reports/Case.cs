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

    /// <summary>Rises with every change, so that the sum over all cases tells whether the queue is as it was.</summary>
    public int Version { get; private set; }

    /// <summary>Whose it is for now; null for nobody's.</summary>
    public long? Holder(DateTimeOffset now) => now - ClaimedAt < ClaimLasts ? ClaimedById : null;

    /// <summary>The case of an argument, or a new one.</summary>
    internal static async Task<Case> OfAsync(Change change, long argumentId) =>
        await change.Db.Cases.SingleOrDefaultAsync(c => c.ArgumentId == argumentId)
        ?? change.Db.Cases.Add(new() { ArgumentId = argumentId, ForecastId = change.Forecast.Id }).Entity;

    internal void Report(DateTimeOffset now)
    {
        Reports++;
        Move(State == CaseState.Settled ? CaseState.Waiting : State, now);
    }

    internal void Appeal(DateTimeOffset now) => Move(CaseState.Appealed, now);

    internal void Claim(long? by, DateTimeOffset now)
    {
        (ClaimedById, ClaimedAt) = (by, by is null ? null : (DateTimeOffset?)now);
        Version++;
    }

    internal void Escalate()
    {
        State = CaseState.Escalated;
        Claim(null, default);
    }

    internal void Settle(long seq)
    {
        (State, Reports, SettledSeq) = (CaseState.Settled, 0, seq);
        Claim(null, default);
    }

    private void Move(CaseState state, DateTimeOffset now)
    {
        if (State == CaseState.Settled) Since = now;
        State = state;
        Version++;
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
