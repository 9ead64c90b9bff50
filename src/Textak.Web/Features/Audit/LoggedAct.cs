using Textak.Web.Data;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Audit;

/// <summary>An act as the open record tells it: who, what and why. It names things, and never repeats an argument's text.</summary>
/// <param name="By">Null for whoever runs the program.</param>
/// <param name="IsRebuttal">Whether the argument rebuts another.</param>
/// <param name="Person">To whom it was done.</param>
public sealed record LoggedAct(
    long Number, DateTimeOffset At, string? By, Deed Deed, string? Detail, string? Reason,
    string? Slug, string? Title, long? ArgumentId, Side? Side, bool IsRebuttal, string? Person)
{
    /// <summary>All acts, or those on one board, that came before a number, or up to a moment; the newest first.</summary>
    public static IQueryable<LoggedAct> Of(TextakDb db, long? forecastId, long before, DateTimeOffset? until = null) => db.AuditEntries
        .Where(e => e.Number < before && (forecastId == null || e.ForecastId == forecastId) && (until == null || e.At <= until))
        .OrderByDescending(e => e.Number)
        .Select(e => new LoggedAct(
            e.Number, e.At, e.By!.UserName, e.Deed, e.Detail, e.Reason,
            e.Forecast!.Slug, e.Forecast!.Title, e.ArgumentId, (Side?)e.Argument!.Side, e.Argument.AnswersId != null, e.Account!.UserName));
}
