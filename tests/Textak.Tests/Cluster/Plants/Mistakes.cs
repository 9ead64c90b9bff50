using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster.Plants;

/// <summary>A clock whose timers never ring.</summary>
internal sealed class NoTimers : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;
        public void Dispose() { }
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Doesn't find the command that was carried out before.</summary>
internal sealed partial class ForgetfulLog : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
#pragma warning disable CA2100 // only a condition is added that never holds
        command.CommandText = Lookup().Replace(command.CommandText, "1 = 0 AND $0");
#pragma warning restore CA2100
        return ValueTask.FromResult(result);
    }

    /// <summary>The database would refuse what the log forgot.</summary>
    public static Task SpoilAsync(TextakDb db) => db.Database.IsSqlite()
        ? db.Database.ExecuteSqlAsync($"DROP INDEX IX_Events_ById_CommandId")
        : db.Database.ExecuteSqlAsync($"DROP INDEX IX_Events_ById_CommandId ON Events");

    [GeneratedRegex("""\S+CommandId["\]] = """)]
    private static partial Regex Lookup();
}

/// <summary>Now and then a commit of events is taken for done that wasn't.</summary>
internal sealed class LostCommits : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbTransaction, object> ofEvents = [];
    private int commits;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ofEvents.TryGetValue(transaction, out _) && Interlocked.Increment(ref commits) % 4 == 0 ? InterceptionResult.Suppress() : result);

    private void Note(DbCommand command)
    {
        if (command.Transaction is { } transaction && command.CommandText.Contains("INSERT INTO", StringComparison.Ordinal) && command.CommandText.Contains("Events", StringComparison.Ordinal)) ofEvents.AddOrUpdate(transaction, this);
    }
}

/// <summary>Now and then a number of the log belongs to nobody.</summary>
internal sealed class SkippedNumbers : DbTransactionInterceptor
{
    private int commits;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref commits) % 10 != 0) return result;
        await using var skip = transaction.Connection!.CreateCommand();
        skip.Transaction = transaction;
        skip.CommandText = "UPDATE Forecasts SET LastSeq = LastSeq + 1";
        await skip.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}

/// <summary>Shows what was hidden as it was before.</summary>
internal sealed class Unhidden
{
    private readonly Dictionary<long, string> seen = [];

    public Frame Show(Frame frame)
    {
        lock (seen)
        {
            foreach (var card in frame.Cards.Where(card => !card.Hidden)) seen[card.Id] = card.Html;
            return frame with { Cards = [.. frame.Cards.Select(card => card.Hidden && seen.TryGetValue(card.Id, out var html) ? card with { Html = html } : card)] };
        }
    }
}

/// <summary>Leaves out the first event that somebody who comes back has missed.</summary>
internal sealed class LateCatchUp : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (call.HubMethodName != nameof(BoardHub.Watch) || call.HubMethodArguments is not [string slug, long after and > 0]) return await next(call);
        var late = (Frame)(await next(new(call.Context, call.ServiceProvider, call.Hub, call.HubMethod, [slug, after + 1])))!;
        return late.Reload ? await next(call) : late with { From = after };
    }
}

/// <summary>Lets a watcher into the group some time after it was told that it is in.</summary>
internal sealed class LateGroups(ILogger<DefaultHubLifetimeManager<BoardHub>> logger) : DefaultHubLifetimeManager<BoardHub>(logger)
{
    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        _ = AddLaterAsync(connectionId, groupName);
        return Task.CompletedTask;
    }

    private async Task AddLaterAsync(string connectionId, string groupName)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await base.AddToGroupAsync(connectionId, groupName, CancellationToken.None);
    }
}
