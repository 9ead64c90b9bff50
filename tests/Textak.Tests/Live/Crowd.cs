using System.Collections.Concurrent;
using System.Net;

namespace Textak.Tests.Live;

/// <summary>People who argue, rebut, edit, withdraw, cite, agree, estimate, rate, hide and mistype at random on one board.</summary>
internal sealed class Crowd(string slug)
{
    private readonly ConcurrentBag<long> arguments = [];

    /// <summary>The numbers of all events that somebody was told of.</summary>
    public ConcurrentBag<long> Acknowledged { get; } = [];

    /// <summary>One of them sends a number of commands, one after the other.</summary>
    public async Task ActAsync(Participant person, int commands, int seed)
    {
        var (random, own) = (new Random(seed), new List<long>());
        for (var i = 0; i < commands; i++)
        {
            var reply = await CommandAsync(person, own, random, $"Argument {i} of person {seed}, and why it matters");
            if (reply.Answer is not { } answer) reply.Status.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
            else Acknowledged.Add(answer.Seq);
        }
    }

    private async Task<Reply> CommandAsync(Participant person, List<long> own, Random random, string text)
    {
        var some = arguments.ElementAtOrDefault(random.Next(Math.Max(1, arguments.Count)));
        var mine = own.ElementAtOrDefault(random.Next(Math.Max(1, own.Count)));
        switch (random.Next(27))
        {
            case < 6: return Keep(await ArgueAsync(person, random, text), own);
            case < 9: return await person.EstimateAsync(slug, random.Next(1, 100));
            case < 11: return await person.MoveAsync(slug, random.Next(1, 100), $"a{some}", $"a{arguments.ElementAtOrDefault(random.Next(5))}");
            case < 12: return await person.WithdrawAsync(slug);
            case < 16: return await person.RateAsync(slug, some, FormattableString.Invariant($"{random.Next(6)}"));
            case < 18: return await person.HideAsync(slug, some, $"Because of {random.Next()}");
            case < 19: return await person.RestoreAsync(slug, some, "On second thoughts");
            case < 21: return Keep(await person.RebutAsync(slug, some, text), own);
            case < 22: return await person.AgreeAsync(slug, some, random.Next(3) > 0 ? "true" : "false");
            case < 24: return await person.EditAsync(slug, mine, random.Next(1, 3), $"{text}, in other words");
            case < 25: return await person.CiteAsync(slug, mine, $"https://source{random.Next(5)}.example/");
            case < 26: return await person.TakeBackAsync(slug, mine);
            default: return await person.ArgueAsync(slug, "for", "too short");
        }
    }

    private Task<Reply> ArgueAsync(Participant person, Random random, string text)
    {
        var link = random.Next(3) == 0 ? $"https://source{random.Next(5)}.example/" : null;
        var percent = random.Next(4) == 0 ? FormattableString.Invariant($"{random.Next(1, 100)}") : null;
        return person.ArgueAsync(slug, random.Next(2) == 0 ? "for" : "against", text, link, percent: percent);
    }

    private Reply Keep(Reply posted, List<long> own)
    {
        if (posted.Answer is not { ArgumentId: { } id }) return posted;
        arguments.Add(id);
        own.Add(id);
        return posted;
    }
}
