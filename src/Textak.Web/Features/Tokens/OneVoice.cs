using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Tokens;

/// <summary>A person and the programs of theirs are one voice: none of them weighs or judges what another says, and what counts voices counts them once.</summary>
public static class OneVoice
{
    /// <summary>What is said to the second of them that estimates, rates or agrees.</summary>
    private static readonly Refusal Heard = new("", "You and your programs are one voice, and another of them has said so here. Take that back first.");

    /// <summary>The accounts that speak for the same person as one of them does, that one included.</summary>
    public static async Task<List<long>> VoicesAsync(this TextakDb db, long account)
    {
        var person = await db.Users.Where(a => a.Id == account).Select(a => a.OwnerId ?? a.Id).SingleAsync();
        return await db.Users.Where(a => a.Id == person || a.OwnerId == person).Select(a => a.Id).ToListAsync();
    }

    /// <summary>Whether two accounts speak for the same person.</summary>
    public static async Task<bool> AreOneVoiceAsync(this TextakDb db, long one, long other) =>
        one == other || await db.Users.Where(a => a.Id == one || a.Id == other).Select(a => a.OwnerId ?? a.Id).Distinct().CountAsync() == 1;

    /// <summary>Whether whoever makes the change is an author, or speaks for the same person.</summary>
    internal static Task<bool> IsOneVoiceAsync(this Change change, long author) => change.Db.AreOneVoiceAsync(change.AccountId, author);

    /// <summary>Why whoever makes the change can't say something for the first time; null where no other of their voices has.</summary>
    /// <param name="haveSaidAsync">Whether any of some accounts has said it.</param>
    internal static async Task<Refusal?> HeardAsync(this Change change, Func<IReadOnlyCollection<long>, Task<bool>> haveSaidAsync) =>
        await change.Db.VoicesAsync(change.AccountId) is { Count: > 1 } voices && await haveSaidAsync([.. voices.Where(voice => voice != change.AccountId)]) ? Heard : null;

    /// <inheritdoc cref="HeardAsync(Change, Func{IReadOnlyCollection{long}, Task{bool}})"/>
    /// <param name="said">The accounts that have said it.</param>
    internal static Task<Refusal?> HeardAsync(this Change change, IQueryable<long> said) => change.HeardAsync(others => said.AnyAsync(account => others.Contains(account)));
}
