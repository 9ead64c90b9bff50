using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Arguments;

/// <summary>Says how strong an argument is, or changes one's mind about it.</summary>
public sealed record RateArgument(long ArgumentId, int? Stars)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        if (Stars is not (>= 0 and <= StrengthVote.Most)) return new(nameof(Stars), $"Choose a strength from 0 to {StrengthVote.Most}.");

        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == ArgumentId && a.ForecastId == change.Forecast.Id);
        if (argument is null) return new("", "There is no such argument on this board.");
        if (argument.HiddenAt is not null) return new("", "This argument is hidden and can't be rated.");
        if (await change.IsOneVoiceAsync(argument.AuthorId)) return new("", "Your own argument is for others to rate.");

        var vote = await change.Db.StrengthVotes.SingleOrDefaultAsync(v => v.ArgumentId == ArgumentId && v.AccountId == change.AccountId && v.EndSeq == null);
        if (vote is null && await change.HeardAsync(change.Db.StrengthVotes.Where(v => v.ArgumentId == ArgumentId && v.EndSeq == null).Select(v => v.AccountId)) is { } heard) return heard;
        argument.Rate(vote?.Stars, Stars.Value);
        vote?.End(change.Seq);
        change.Db.StrengthVotes.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, ArgumentId = ArgumentId, AccountId = change.AccountId, Stars = Stars.Value });
        change.Record(EventKind.ArgumentRated, argument);
        return null;
    }
}
