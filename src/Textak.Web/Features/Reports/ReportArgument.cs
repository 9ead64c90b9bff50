using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Reports;

/// <summary>Tells the moderators that an argument breaks the rules.</summary>
public sealed record ReportArgument(long ArgumentId, Cause? Cause, string? Note)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (Cause is not { } cause) return new(nameof(Cause), "Choose what is wrong with it.");
        var note = Plain.Text(Note);
        if (Plain.Length(note) > Report.LongestNote) return new(nameof(Note), $"That is {Plain.Length(note)} characters; keep it within {Report.LongestNote}.");
        if (cause == Reports.Cause.Other && note.Length == 0) return new(nameof(Note), "Say what is wrong with it.");
        if (note.Length > 0 && Plain.Problem(note) is { } problem) return new(nameof(Note), problem);

        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == ArgumentId && a.ForecastId == change.Forecast.Id);
        if (argument is null) return new("", "There is no such argument on this board.");
        var voices = await change.Db.VoicesAsync(change.AccountId);
        if (voices.Contains(argument.AuthorId)) return new("", "It is yours: others report it.");
        if (argument.HiddenAt is not null) return new("", "Others don’t see this argument any more.");
        if (await change.Db.Reports.AnyAsync(r => r.ArgumentId == ArgumentId && voices.Contains(r.ReporterId)))
            return new("", "You have reported this argument already.");

        change.Db.Reports.Add(new()
        {
            ArgumentId = ArgumentId, ReporterId = change.AccountId, Cause = cause, Note = note.Length == 0 ? null : note, At = change.Now, Seq = change.Seq,
        });
        (await Case.OfAsync(change, ArgumentId)).Report(change);
        change.Record(EventKind.CaseChanged, argument);
        return null;
    }
}
