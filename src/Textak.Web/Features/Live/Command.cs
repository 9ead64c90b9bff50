namespace Textak.Web.Features.Live;

/// <summary>Who wants to change which board, under an id that the client made: the same id is carried out once.</summary>
public sealed record Command(long ForecastId, long AccountId, Guid Id);

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
