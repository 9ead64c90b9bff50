using System.Collections.Concurrent;
using System.Net;

namespace Textak.Tests.Live;

/// <summary>People who argue, estimate, rate, hide and mistype at random on one board.</summary>
internal sealed class Crowd(string slug)
{
    private readonly ConcurrentBag<long> arguments = [];

    /// <summary>The numbers of all events that somebody was told of.</summary>
    public ConcurrentBag<long> Acknowledged { get; } = [];

    /// <summary>One of them sends a number of commands, one after the other.</summary>
    public async Task ActAsync(Participant person, int commands, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < commands; i++)
        {
            var reply = await CommandAsync(person, random, $"Argument {i} of person {seed}, and why it matters");
            if (reply.Answer is not { } answer) reply.Status.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
            else Acknowledged.Add(answer.Seq);
        }
    }

    private async Task<Reply> CommandAsync(Participant person, Random random, string text)
    {
        var some = arguments.ElementAtOrDefault(random.Next(Math.Max(1, arguments.Count)));
        switch (random.Next(20))
        {
            case < 6: return await ArgueAsync(person, random, text);
            case < 9: return await person.EstimateAsync(slug, random.Next(1, 100));
            case < 11: return await person.MoveAsync(slug, random.Next(1, 100), $"a{some}", $"a{arguments.ElementAtOrDefault(random.Next(5))}");
            case < 12: return await person.WithdrawAsync(slug);
            case < 16: return await person.RateAsync(slug, some, FormattableString.Invariant($"{random.Next(6)}"));
            case < 18: return await person.HideAsync(slug, some, $"Because of {random.Next()}");
            case < 19: return await person.RestoreAsync(slug, some, "On second thoughts");
            default: return await person.ArgueAsync(slug, "for", "too short");
        }
    }

    private async Task<Reply> ArgueAsync(Participant person, Random random, string text)
    {
        var link = random.Next(3) == 0 ? $"https://source{random.Next(5)}.example/" : null;
        var percent = random.Next(4) == 0 ? FormattableString.Invariant($"{random.Next(1, 100)}") : null;
        var reply = await person.ArgueAsync(slug, random.Next(2) == 0 ? "for" : "against", text, link, percent: percent);
        if (reply.Answer is { ArgumentId: { } id }) arguments.Add(id);
        return reply;
    }
}
