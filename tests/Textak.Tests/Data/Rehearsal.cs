using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Textak.Web.Data;

namespace Textak.Tests.Data;

/// <summary>
/// While the suite runs on SQLite, every kind of query and of save is said in T-SQL too, and read as SQL Server reads it.
/// What can't be said, or is misread, fails there and then, in the midst of the product: whichever test made it is red.
/// </summary>
internal sealed class Rehearsal : SaveChangesInterceptor, IQueryExpressionInterceptor
{
    private static readonly NoServer[] Servers = [new(maxBatchSize: ""), new(maxBatchSize: "1")];
    private readonly ConcurrentDictionary<string, bool> statements = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<bool>> saves = new(StringComparer.Ordinal);

    // Where TEXTAK_TEST_STATEMENTS names a file, whoever runs a server can read there what it will be asked
    private Rehearsal()
    {
        if (Environment.GetEnvironmentVariable("TEXTAK_TEST_STATEMENTS") is { Length: > 0 } file)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(file, string.Join("\nGO\n", Statements.Order(StringComparer.Ordinal)));
    }

    public static Rehearsal Instance { get; } = new();

    /// <summary>All that SQL Server would have been sent until now, each text once.</summary>
    public ICollection<string> Statements => statements.Keys;

    // Called once for each query that isn't compiled yet
    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var rehearsed = new RehearsedQuery(queryExpression);
        foreach (var missing in (bool[])[false, true])
            Read(Servers[0].Hear(db => rehearsed.Run(db, missing)), () => eventData.ExpressionPrinter.PrintExpression(queryExpression));
        return queryExpression;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Rehearse(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Rehearse(eventData.Context!);
        return new(result);
    }

    private void Rehearse(DbContext context)
    {
        var changed = context.ChangeTracker.Entries().Where(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached)).ToList();
        // From the fourth row on EF writes them in another way, and then no longer cares how many there are
        var kind = string.Join("; ", changed.GroupBy(Kind).Select(alike => $"{Math.Min(alike.Count(), 5)} x {alike.Key}"));
        if (changed.Count == 0) return;
        // Whoever comes second waits until the first has read it
        _ = saves.GetOrAdd(kind, _ => new(() =>
        {
            foreach (var server in Servers) Read(server.Hear(db => Save(changed, db)), () => kind);
            return true;
        })).Value;
    }

    private static string Kind(EntityEntry entry) =>
        $"{entry.State} {entry.Metadata.ClrType.Name} {string.Join(',', entry.Properties.Where(p => p.IsModified || p.IsTemporary).Select(p => p.Metadata.Name))}";

    private static void Save(IEnumerable<EntityEntry> changed, TextakDb db)
    {
        foreach (var entry in changed)
        {
            // A row of its own: what the other context tracks is left alone
            var copy = db.Entry(RuntimeHelpers.GetUninitializedObject(entry.Metadata.ClrType));
            foreach (var property in entry.Properties)
            {
                var to = copy.Property(property.Metadata.Name);
                to.CurrentValue = property.CurrentValue;
                if (property.IsTemporary) to.IsTemporary = true;
            }
            copy.State = entry.State;
            if (entry.State is not EntityState.Modified) continue;
            foreach (var property in entry.Properties.Where(p => !p.Metadata.IsKey()))
                copy.Property(property.Metadata.Name).IsModified = property.IsModified;
        }
        db.SaveChanges(acceptAllChangesOnSuccess: false);
    }

    private void Read(IReadOnlyList<string> heard, Func<string> what)
    {
        if (heard.Count == 0) throw new InvalidOperationException($"SQL Server would have been sent nothing for: {what()}");
        foreach (var text in heard)
            if (statements.TryAdd(text, true) && TSql.Faults(text) is [var fault, ..])
                throw new InvalidOperationException($"SQL Server could not read, {fault}\n{text}\nwhich is: {what()}");
    }
}
