using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Audit;

/// <summary>The verb <c>audit</c>: whether the acts of moderators and admins are as they were written.</summary>
public static class AuditVerb
{
    public const string Usage = "audit verify [NUMBER:HASH...]";

    /// <returns>0 where the chain is whole, 1 where it isn't; then the first act that is wrong is named.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (words is not ["verify", ..]) throw new WrongUsage("That is no way to call audit.", Usage);
        var noted = new Dictionary<long, string>();
        foreach (var word in words.Skip(1))
        {
            if (AuditChain.ReadNote(word) is not { } note) throw new WrongUsage($"\"{word}\" is no number and hash, as verify says them.", Usage);
            noted[note.Number] = note.Hash;
        }

        await services.PrepareDatabaseAsync();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        // Before it is looked at: the acts up to here are what the answer is about
        var head = await AuditHead.ReadAsync(db);
        if (await AuditChain.FindFaultAsync(db, noted) is var (number, problem))
        {
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"textak: Act {number} {problem}."));
            return 1;
        }
        await Console.Out.WriteLineAsync(head.Count == 0 ? "No act yet." : FormattableString.Invariant($"{head.Count} acts, unbroken. Note {head.Note}"));
        return 0;
    }
}
