using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>What its sender knows of a command.</summary>
internal enum Fate
{
    /// <summary>No answer came, or one that says nothing: it may have been carried out, or may still be.</summary>
    Unknown,
    Acknowledged,
    Refused,
}

/// <summary>All commands that were sent, by their ids, with what their senders were told.</summary>
internal sealed class Deeds
{
    private readonly ConcurrentDictionary<Guid, (Fate Fate, long Seq)> all = [];
    private readonly ConcurrentDictionary<Guid, bool> unanswered = [];
    private readonly ConcurrentBag<string> odd = [];

    public IReadOnlyDictionary<Guid, (Fate Fate, long Seq)> All => all;

    /// <summary>Answers that nobody should get, whatever is broken.</summary>
    public IEnumerable<string> Odd => odd;

    public int Count(Fate fate) => all.Values.Count(deed => deed.Fate == fate);

    /// <summary>Sends a command once, or once more.</summary>
    public async Task<(Fate Fate, Answer? Answer)> SendAsync(Guid id, Func<Task<Reply>> send)
    {
        all.TryAdd(id, (Fate.Unknown, 0));
        var reply = await AnswerAsync(send);
        switch (reply?.Status)
        {
            case HttpStatusCode.OK when reply.Answer is { } answer:
                if (all[id] is { Fate: Fate.Acknowledged } before && before.Seq != answer.Seq) odd.Add($"{id} was event {before.Seq}, and then {answer.Seq}");
                all[id] = (Fate.Acknowledged, answer.Seq);
                return (Fate.Acknowledged, answer);
            // A try before that is still under way somewhere may yet succeed
            case HttpStatusCode.UnprocessableEntity:
                if (all[id].Fate == Fate.Unknown && !unanswered.ContainsKey(id)) all[id] = (Fate.Refused, 0);
                return (Fate.Refused, null);
            // So may one that follows a refusal: what stood in its way then may be gone
            case null or >= HttpStatusCode.InternalServerError:
                unanswered.TryAdd(id, true);
                if (all[id].Fate == Fate.Refused) all[id] = (Fate.Unknown, 0);
                return (Fate.Unknown, null);
            default:
                odd.Add($"{(int)reply.Status} {reply.Complaint}");
                return (Fate.Unknown, null);
        }
    }

    /// <returns>Null where no answer came.</returns>
    public static async Task<Reply?> AnswerAsync(Func<Task<Reply>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            return null;
        }
    }
}
