using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire;

/// <summary>Says by which terms news is found for a forecast: one a line; none for the words of its question.</summary>
public sealed record ChangeTerms(string? Typed)
{
    private const int ShortestTerm = 2;

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        var lines = Terms.Split(Plain.Text(Typed)).Distinct(StringComparer.Ordinal).ToList();
        if (lines.Count > Terms.MostLines) return new(nameof(Terms), $"Those are {lines.Count} terms; write at most {Terms.MostLines}.");
        foreach (var line in lines)
        {
            if (line.Length > Terms.LongestLine) return new(nameof(Terms), $"Keep each term within {Terms.LongestLine} characters.");
            if (line.Split('+').Any(part => ReadWords.Compared(part).Length < ShortestTerm)) return new(nameof(Terms), $"“{line}” is too short to find anything by.");
        }
        var text = lines.Count == 0 ? null : string.Join('\n', lines);
        if (text == change.Forecast.Terms) return new(nameof(Terms), "That is what they are already.");
        change.Forecast.FindBy(text);
        change.Record(EventKind.TermsChanged);
        await AuditHead.AddAsync(change.Db, new() { At = change.Now, ById = change.AccountId, Deed = Deed.TermsChanged, ForecastId = change.Forecast.Id });
        return null;
    }
}
