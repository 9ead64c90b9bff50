using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Platform;

namespace Textak.Web.Features.Criteria;

/// <summary>Puts a new version of the resolution criteria in force, with a reason that everybody may read.</summary>
/// <param name="Number">The version that was in force when the form was opened.</param>
public sealed record ChangeCriteria(int? Number, string? Text, string? Reason)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        var forecast = change.Forecast;
        if (!CanChange(forecast.Status))
            return new("", "The criteria of a forecast change only while it is open: nobody could stand by their estimate again.");
        var text = Plain.Text(Text);
        if (text.Length == 0) return new(nameof(Text), "Say what makes it true, by which source, until when.");
        // As the databases count it
        if (text.Length > Forecast.ProseLength)
            return new(nameof(Text), $"That is {text.Length} characters; the criteria take at most {Forecast.ProseLength}.");
        if (Plain.Problem(text) is { } problem) return new(nameof(Text), problem);
        var (evidence, refusal) = Evidence.Read(Reason, null, mustName: false);
        if (evidence is null) return refusal;
        if (Number != forecast.CriteriaNumber)
            return new("", "Somebody else changed the criteria meanwhile. What you typed is kept: compare it with what they say now, and send it again.");
        if (text == forecast.Criteria) return new(nameof(Text), "That is what they say already.");

        var versions = await change.Db.CriteriaVersions.Where(v => v.ForecastId == forecast.Id).ToListAsync();
        versions.Single(v => v.Number == forecast.CriteriaNumber).Supersede(forecast.Estimates - versions.Sum(v => v.LeftBehind));
        forecast.Rewrite(text);
        change.Db.CriteriaVersions.Add(new()
        {
            ForecastId = forecast.Id, Number = forecast.CriteriaNumber, Seq = change.Seq, Text = text, ById = change.AccountId, At = change.Now,
            Why = evidence.Reason,
        });
        await ModerationAct.RecordAsync(
            change, EventKind.CriteriaChanged, Deed.CriteriaChanged, evidence, detail: forecast.CriteriaNumber.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>Whether the criteria may change in a status.</summary>
    public static bool CanChange(Status status) => status is Status.Open or Status.Proposed;
}
