using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Arguments;

/// <summary>Says that a source of somebody else deserves another grade, or with the author's own that it doesn't after all.</summary>
public sealed record ChallengeGrade(long ArgumentId, long SourceId, string? Grade)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        if (Grades.Read(Grade) is not { } grade) return new("", "Choose a grade: direct, proximate or circumstantial.");
        var source = await change.Db.SourceLinks.Include(s => s.Argument)
            .SingleOrDefaultAsync(s => s.Id == SourceId && s.ArgumentId == ArgumentId && s.ForecastId == change.Forecast.Id && s.EndSeq == null);
        if (source is null) return new("", "It is not among the sources any more. Reload the page.");
        if (source.Argument!.HiddenAt is not null) return new("", "Others don’t see this argument any more: its sources can’t be challenged.");
        if (await change.IsOneVoiceAsync(source.Argument.AuthorId)) return new("", "It is your own source: give it the grade that it deserves.");

        var challenge = await change.Db.GradeChallenges.SingleOrDefaultAsync(c => c.SourceId == SourceId && c.AccountId == change.AccountId);
        var before = challenge?.Grade ?? source.Grade;
        if (before == grade) return new("", grade == source.Grade ? $"It is {grade.Word()} already." : $"You say already that it is {grade.Word()}.");
        if (challenge is null && await change.HeardAsync(change.Db.GradeChallenges.Where(c => c.SourceId == SourceId).Select(c => c.AccountId)) is { } heard) return heard;
        challenge ??= change.Db.GradeChallenges.Add(new() { SourceId = SourceId, AccountId = change.AccountId }).Entity;
        challenge.Say(grade);
        source.Challenge((grade == source.Grade ? 0 : 1) - (before == source.Grade ? 0 : 1));
        change.Record(EventKind.GradeChallenged, source.Argument);
        return null;
    }
}
