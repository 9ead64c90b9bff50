namespace Textak.Web.Features.Live;

/// <summary>Who wants to change which board, under an id that the client made: the same id is carried out once.</summary>
/// <param name="Digest">Of all that it says; an id that is sent again with another is another command's. Null where the id stands in a form of its own, and so in no other.</param>
public sealed record Command(long ForecastId, long AccountId, Guid Id, int? Digest = null);

/// <summary>What became of a command: an answer, the same for each repetition of its id, or the reason why not.</summary>
public sealed record Outcome(Answer? Answer, Refusal? Refusal)
{
    public static implicit operator Outcome(Answer answer) => new(answer, null);
    public static implicit operator Outcome(Refusal refusal) => new(null, refusal);
}

/// <summary>The event that the command became.</summary>
/// <param name="Seq">Its number in the forecast's log.</param>
/// <param name="ArgumentId">The argument that it posted or touched, if any.</param>
public sealed record Answer(long Seq, long? ArgumentId);
