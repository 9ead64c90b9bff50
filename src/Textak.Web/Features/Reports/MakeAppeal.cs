using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Reports;

/// <summary>Objects to the hiding of one's own argument.</summary>
public sealed record MakeAppeal(long ArgumentId, string? Text)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == ArgumentId && a.ForecastId == change.Forecast.Id && a.AuthorId == change.AccountId);
        if (argument is null) return new("", "You have no such argument on this board.");
        if (argument.HiddenAt is null || argument.IsWithdrawn || await Appeal.HidingAsync(change, ArgumentId) is not { } hiding) return new("", "No moderator has hidden it.");
        if (await change.Db.Appeals.AnyAsync(a => a.ForecastId == change.Forecast.Id && a.HideSeq == hiding.Seq))
            return new("", "You have answered already: once is all that there is.");

        var text = Plain.Text(Text);
        if (Plain.Length(text) is var length && length < Appeal.ShortestText) return new(nameof(Text), "Say why it should be seen.");
        if (length > Appeal.LongestText) return new(nameof(Text), $"That is {length} characters; keep it within {Appeal.LongestText}.");
        if (Plain.Problem(text) is { } problem) return new(nameof(Text), problem);

        change.Db.Appeals.Add(new() { ForecastId = change.Forecast.Id, HideSeq = hiding.Seq, ArgumentId = ArgumentId, Text = text, At = change.Now });
        (await Case.OfAsync(change, ArgumentId)).Appeal(change);
        change.Record(EventKind.CaseChanged, argument);
        return null;
    }
}
