using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>Somebody with a bad line and a nervous finger: sends each command two to eight times, raced, in a row, or again much later.</summary>
internal sealed class Repeater(Participant person, Participant moderator, string slug, long argument, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<(Func<Manner, Task<Reply>> Send, Answer Answer)> sent = [];
    private bool hidden, agrees;

    public string Slug => slug;

    /// <summary>How many different commands were carried out, and how many copies of them were sent besides.</summary>
    public int Commands => sent.Count;
    public int Copies { get; private set; }
    public int? LastEstimate { get; private set; }

    public async Task SendAsync(int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            var send = Next();
            var replies = await RepeatAsync(send, random.Next(2, 7));
            var first = (replies.FirstOrDefault(reply => reply.Answer is not null) ?? throw new InvalidOperationException(string.Join("; ", replies.Select(reply => $"{reply.Status} {reply.Complaint}")))).Answer!;
            sent.Add((send, first));
            Check(replies, first);

            // An old one again, with others carried out in between
            var (again, answer) = sent[random.Next(sent.Count)];
            Check(await RepeatAsync(again, 1), answer);
        }
    }

    private Func<Manner, Task<Reply>> Next()
    {
        var id = Ids.New();
        switch (random.Next(10))
        {
            case < 3:
                var (side, text) = (random.Next(2) == 0 ? "for" : "against", $"An argument that is sent often: {id}");
                return manner => person.ArgueAsync(slug, side, text, "https://example.org/", id, manner);
            case < 5:
                var stars = FormattableString.Invariant($"{random.Next(6)}");
                return hidden ? Estimate(id) : manner => person.RateAsync(slug, argument, stars, id, manner);
            case < 6:
                hidden = !hidden;
                return hidden
                    ? manner => moderator.HideAsync(slug, argument, "Sent often", id, manner)
                    : manner => moderator.RestoreAsync(slug, argument, "Sent often", id, manner);
            case < 7 when !hidden:
                return manner => person.RebutAsync(slug, argument, $"A rebuttal that is sent often: {id}", "https://example.org/", id, manner);
            case < 8 when !hidden:
                agrees = !agrees;
                var says = agrees ? "true" : "false";
                return manner => person.AgreeAsync(slug, argument, says, id, manner);
            default:
                return Estimate(id);
        }
    }

    private Func<Manner, Task<Reply>> Estimate(Guid id)
    {
        LastEstimate = random.Next(1, 100);
        var percent = LastEstimate.Value;
        return manner => person.EstimateAsync(slug, percent, id, manner);
    }

    private async Task<Reply[]> RepeatAsync(Func<Manner, Task<Reply>> send, int copies)
    {
        Copies += copies;
        // The one that is compared with comes by script; the others by script or as a form
        Manner[] manners = [Manner.Script, .. Enumerable.Range(0, copies).Select(_ => random.Next(10) == 0 ? Manner.Form : Manner.Script)];
        random.Shuffle(manners);
        if (random.Next(3) > 0) return await Task.WhenAll(manners.Select(send));

        var replies = new List<Reply>();
        foreach (var manner in manners) replies.Add(await send(manner));
        return [.. replies];
    }

    private void Check(IEnumerable<Reply> replies, Answer answer)
    {
        foreach (var reply in replies)
            if (reply.Page is null) reply.ShouldBeTaken().ShouldBe(answer);
            else if (answer.ArgumentId is { } id) reply.At.ShouldBeOneOf($"/f/{slug}#argument-{id}", $"/f/{slug}/arguments/{id}");
            else reply.At.ShouldEndWith("#yours");
    }
}
