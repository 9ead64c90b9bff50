using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Arguments;

/// <summary>Agrees with somebody's argument instead of writing another, or no longer does.</summary>
public sealed record Agree(long ArgumentId, bool? Agrees)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        if (Agrees is not { } agrees) return new("", "Say whether you agree.");

        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == ArgumentId && a.ForecastId == change.Forecast.Id);
        if (argument is null) return new("", "There is no such argument on this board.");
        if (argument.HiddenAt is not null) return new("", "Others don’t see this argument any more: nobody can agree with it.");
        if (await change.IsOneVoiceAsync(argument.AuthorId)) return new("", "It is your own argument: that you agree is understood.");

        var agreement = await change.Db.Agreements.SingleOrDefaultAsync(a => a.ArgumentId == ArgumentId && a.AccountId == change.AccountId && a.EndSeq == null);
        // At the field: script that hears it knows that another tab said so
        if ((agreement is not null) == agrees) return new(nameof(Agrees), agrees ? "You agree already." : "You have not agreed with it.");
        if (agrees && await change.HeardAsync(change.Db.Agreements.Where(a => a.ArgumentId == ArgumentId && a.EndSeq == null).Select(a => a.AccountId)) is { } heard) return heard;
        agreement?.End(change.Seq);
        if (agrees) change.Db.Agreements.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, ArgumentId = ArgumentId, AccountId = change.AccountId });
        argument.CountAgreement(agrees ? 1 : -1);
        change.Record(EventKind.ArgumentAgreed, argument);
        return null;
    }
}
