using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Webhooks;

/// <summary>On which boards something has to happen.</summary>
public enum HookBoards
{
    All,

    /// <summary>Those on which its owner argued or estimates, and those that they proposed.</summary>
    Mine,

    /// <summary>Those that its owner follows.</summary>
    Followed,
    One,
}

/// <summary>What has to happen.</summary>
[Flags]
public enum HookKinds
{
    None = 0,
    Forecasts = 1,
    Arguments = 2,
    Estimates = 4,
    Signals = 8,
    All = Forecasts | Arguments | Estimates | Signals,
}

/// <summary>Somebody's program is told what happens on boards, from when it was made on.</summary>
public sealed class Webhook
{
    /// <summary>How many one account has.</summary>
    public const int Most = 10;
    public const int AddressLength = 1000;

    /// <summary>How long everything fails before it is left alone; where some is taken, a board.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public long Id { get; private set; }
    public required long AccountId { get; init; }
    public Account? Account { get; private set; }

    /// <summary>A whole web address.</summary>
    public required string Address { get; init; }

    /// <summary>What its messages are signed with, encrypted: <see cref="HookSecrets"/>.</summary>
    public required string Secret { get; init; }
    public required HookBoards Boards { get; init; }
    public required HookKinds Kinds { get; init; }

    /// <summary>The board, where it is for one.</summary>
    public long? ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }

    /// <summary>The command that made it: sent twice, it makes one.</summary>
    public required Guid CommandId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when nothing is sent, and why; null while it is.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }
    public string? StoppedWhy { get; private set; }

    public void GoOn() => (StoppedAt, StoppedWhy) = (null, null);

    /// <summary>Whether it is told of such an event.</summary>
    internal bool Wants(EventKind kind) => HookWords.Of(kind) is var (_, of) && Kinds.HasFlag(of);

    internal sealed class Mapping : IEntityTypeConfiguration<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> hook)
        {
            hook.HasIndex(h => new { h.AccountId, h.CommandId }).IsUnique();
            hook.HasOne(h => h.Account).WithMany().HasForeignKey(h => h.AccountId);
            hook.HasOne(h => h.Forecast).WithMany().HasForeignKey(h => h.ForecastId);
            hook.Property(h => h.Address).HasMaxLength(AddressLength);
            hook.Property(h => h.Secret).HasMaxLength(1000);
            hook.Property(h => h.StoppedWhy).HasMaxLength(200);
        }
    }
}

internal static class ActiveWebhooks
{
    /// <summary>Those to which something is sent: not stopped, and of nobody who is suspended, nor of a program whose owner is.</summary>
    public static IQueryable<Webhook> Active(this IQueryable<Webhook> hooks, DateTimeOffset now) => hooks.Where(h => h.StoppedAt == null
        && (h.Account!.SuspendedUntil == null || h.Account.SuspendedUntil <= now) && (h.Account.OwnerId == null || h.Account.Owner!.SuspendedUntil == null || h.Account.Owner.SuspendedUntil <= now));
}

internal static class HookWords
{
    /// <summary>Each choice by itself, as they are shown.</summary>
    public static IReadOnlyList<HookKinds> Kinds { get; } = [HookKinds.Arguments, HookKinds.Estimates, HookKinds.Forecasts, HookKinds.Signals];

    /// <summary>What messages call an event, and the choice that it belongs to; null for what nobody is told of.</summary>
    public static (string Type, HookKinds Of)? Of(EventKind kind) => kind switch
    {
        EventKind.Opened => ("forecast.opened", HookKinds.Forecasts),
        EventKind.Locked => ("forecast.locked", HookKinds.Forecasts),
        EventKind.Resolved => ("forecast.resolved", HookKinds.Forecasts),
        EventKind.Reopened => ("forecast.reopened", HookKinds.Forecasts),
        EventKind.CriteriaChanged => ("criteria.changed", HookKinds.Forecasts),
        EventKind.ArgumentPosted => ("argument.posted", HookKinds.Arguments),
        EventKind.ArgumentEdited => ("argument.edited", HookKinds.Arguments),
        EventKind.ArgumentWithdrawn => ("argument.withdrawn", HookKinds.Arguments),
        EventKind.ArgumentHidden => ("argument.hidden", HookKinds.Arguments),
        EventKind.ArgumentRestored => ("argument.restored", HookKinds.Arguments),
        EventKind.SourceCited => ("source.cited", HookKinds.Arguments),
        EventKind.SourceTaken => ("source.taken", HookKinds.Arguments),
        EventKind.SourceGraded => ("source.graded", HookKinds.Arguments),
        EventKind.EstimateSet => ("estimate.set", HookKinds.Estimates),
        EventKind.EstimateReaffirmed => ("estimate.reaffirmed", HookKinds.Estimates),
        EventKind.EstimateWithdrawn => ("estimate.withdrawn", HookKinds.Estimates),
        EventKind.EstimateAged => ("estimate.aged", HookKinds.Estimates),
        EventKind.SignalAdded => ("signal.added", HookKinds.Signals),
        EventKind.SignalWithdrawn => ("signal.withdrawn", HookKinds.Signals),
        _ => null,
    };
}
