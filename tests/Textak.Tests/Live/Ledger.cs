using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Signals;

namespace Textak.Tests.Live;

/// <summary>All rows of one board, to recount from its log whatever is kept as a sum.</summary>
internal sealed record Ledger(
    Forecast Forecast, List<BoardEvent> Events, List<Argument> Arguments, List<StrengthVote> Votes,
    List<Estimate> Estimates, List<ShiftReceipt> Receipts, List<ProbabilityPoint> Points, List<ModerationAct> Acts, List<Signal> Signals,
    List<CriteriaVersion> Versions, List<Wording> Wordings, List<SourceLink> Sources, List<GradeChallenge> Challenges, List<Agreement> Agreements)
{
    public static Task<Ledger> ReadAsync(Site site, string slug) => site.ReadAsync(db => ReadAsync(db, slug));

    public static async Task<Ledger> ReadAsync(TextakDb db, string slug)
    {
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Slug == slug);
        var id = forecast.Id;
        return new(
            forecast,
            await db.Events.AsNoTracking().Where(e => e.ForecastId == id).OrderBy(e => e.Seq).ToListAsync(),
            await db.Arguments.AsNoTracking().Where(a => a.ForecastId == id).OrderBy(a => a.Id).ToListAsync(),
            await db.StrengthVotes.AsNoTracking().Where(v => v.ForecastId == id).OrderBy(v => v.Seq).ToListAsync(),
            await db.Estimates.AsNoTracking().Where(e => e.ForecastId == id).OrderBy(e => e.Seq).ToListAsync(),
            await db.Receipts.AsNoTracking().Where(r => r.ForecastId == id).OrderBy(r => r.Seq).ThenBy(r => r.Place).ToListAsync(),
            await db.Points.AsNoTracking().Where(p => p.ForecastId == id).OrderBy(p => p.Seq).ToListAsync(),
            await db.ModerationActs.AsNoTracking().Where(a => a.ForecastId == id).OrderBy(a => a.Seq).ToListAsync(),
            await db.Signals.AsNoTracking().Where(s => s.ForecastId == id).ToListAsync(),
            await db.CriteriaVersions.AsNoTracking().Where(v => v.ForecastId == id).OrderBy(v => v.Number).ToListAsync(),
            await db.Wordings.AsNoTracking().Where(w => w.ForecastId == id).OrderBy(w => w.EndSeq).ToListAsync(),
            await db.SourceLinks.AsNoTracking().Where(s => s.ForecastId == id).OrderBy(s => s.Id).ToListAsync(),
            await db.GradeChallenges.AsNoTracking().Where(c => db.SourceLinks.Any(s => s.Id == c.SourceId && s.ForecastId == id)).ToListAsync(),
            await db.Agreements.AsNoTracking().Where(g => g.ForecastId == id).OrderBy(g => g.Seq).ToListAsync());
    }

    /// <summary>Nothing is missing, doubled or counted wrong.</summary>
    public void ShouldAddUp()
    {
        Events.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, Events.Count).Select(seq => (long)seq));
        Forecast.LastSeq.ShouldBe(Events.Count);
        CountArguments();
        CountWordings();
        CountVotes();
        ReplayEstimates();
        CountReceipts();
        ReplayModeration();
        ReplayStatus();
        CountVersions();
    }

    /// <summary>A stranger's page shows all of it, and nothing that is hidden.</summary>
    public void ShouldStandOn(IHtmlDocument page)
    {
        var cards = page.QuerySelectorAll("article.argument").ToDictionary(card => card.Id!, card => card.QuerySelector("p")!.TextContent);
        var shown = Arguments.Where(a => a.AnswersId is null).GroupBy(a => a.Side).SelectMany(side => side.OrderByDescending(a => a.PostedAt).ThenByDescending(a => a.Id).Take(Portion.Step)).ToList();
        cards.Count.ShouldBe(shown.Count);
        shown.ShouldAllBe(a => cards[$"argument-{a.Id}"] == (a.IsWithdrawn ? "Withdrawn by its author." : a.HiddenReason == null ? a.Text : $"Hidden by a moderator: {a.HiddenReason}"));
        page.QuerySelector("#estimates")!.TextContent.ShouldBe($"{Forecast.Estimates}");
        page.QuerySelector("#probability")!.TextContent.ShouldBe(Forecast.Probability is { } p ? $"{Percent.Of(p)}" : "–");
    }

    private IEnumerable<BoardEvent> Of(params EventKind[] kinds) => Events.Where(e => kinds.Contains(e.Kind));

    private void CountArguments()
    {
        Of(EventKind.ArgumentPosted).Select(e => e.ArgumentId!.Value).Order().ShouldBe(Arguments.Select(a => a.Id));
        var visible = Arguments.Where(a => a.HiddenAt is null).ToList();
        Forecast.ForCount.ShouldBe(visible.Count(a => a.Side == Side.For && a.AnswersId is null));
        Forecast.AgainstCount.ShouldBe(visible.Count(a => a.Side == Side.Against && a.AnswersId is null));
        var (byId, answers) = (Arguments.ToDictionary(a => a.Id), visible.ToLookup(a => a.AnswersId));
        Arguments.ShouldAllBe(a => a.Rebuttals == answers[a.Id].Count());
        Arguments.ShouldAllBe(a => a.AnswersId == null ? a.Level == 0 : a.Level == byId[a.AnswersId.Value].Level + 1 && a.Side == byId[a.AnswersId.Value].Side.Opposite());
        Arguments.ShouldAllBe(a => a.Level <= Argument.DeepestLevel);
        var seen = visible.Select(a => a.Id).ToHashSet();
        Forecast.Sources.ShouldBe(Sources.Where(s => s.EndSeq == null && seen.Contains(s.ArgumentId)).Select(s => s.Key).Concat(Signals.Where(s => s.Counts).Select(s => s.SourceKey)).OfType<string>().Distinct().Count());
        var challenged = Challenges.ToLookup(c => c.SourceId, c => c.Grade);
        Sources.ShouldAllBe(s => s.Challenges == challenged[s.Id].Count(grade => grade != s.Grade));
        Sources.Where(s => s.EndSeq != null).Select(s => s.EndSeq!.Value).Order().ShouldBe(Of(EventKind.SourceTaken, EventKind.SourceGraded).Select(e => e.Seq));
    }

    /// <summary>Each edit left the wording before it, and the numbers go on.</summary>
    private void CountWordings()
    {
        Of(EventKind.ArgumentEdited).Select(e => (e.Seq, e.ArgumentId!.Value)).ShouldBe(Wordings.Select(w => (w.EndSeq, w.ArgumentId)));
        var before = Wordings.ToLookup(w => w.ArgumentId, w => w.Number);
        foreach (var argument in Arguments)
        {
            before[argument.Id].ShouldBe(Enumerable.Range(1, argument.Edition - 1));
            (argument.EditedAt is not null).ShouldBe(argument.Edition > 1);
        }
    }

    private void CountVotes()
    {
        var votes = Votes.Where(v => v.EndSeq == null).ToLookup(v => v.ArgumentId, v => v.Stars);
        Arguments.ShouldAllBe(a => a.Votes == votes[a.Id].Count() && a.VoteSum == votes[a.Id].Sum() && a.VoteSquares == votes[a.Id].Sum(stars => stars * stars));
        Arguments.ShouldAllBe(a => a.Strength == Strength.Of(a.Votes, a.VoteSum) && a.Contest == Strength.Contest(a.Votes, a.VoteSum, a.VoteSquares));
        var agreements = Agreements.Where(g => g.EndSeq == null).ToLookup(g => g.ArgumentId);
        Arguments.ShouldAllBe(a => a.Agreements == agreements[a.Id].Count());
        Of(EventKind.ArgumentRated).Select(e => (e.Seq, e.ArgumentId!.Value, e.ById)).ShouldBe(Votes.Select(v => (v.Seq, v.ArgumentId, v.AccountId)));
        // Who changed their mind has several, each until the next
        foreach (var theirs in Votes.GroupBy(v => (v.ArgumentId, v.AccountId)))
            theirs.Select(v => v.EndSeq).ShouldBe([.. theirs.Skip(1).Select(v => (long?)v.Seq), null]);
        Of(EventKind.ArgumentAgreed).Select(e => e.Seq).ShouldBe(Agreements.Select(g => g.Seq).Concat(Agreements.Select(g => g.EndSeq).OfType<long>()).Order());
    }

    /// <summary>Each point of the history is what the estimates of that moment pool to.</summary>
    private void ReplayEstimates()
    {
        var made = Estimates.ToDictionary(e => e.Seq);
        var current = new Dictionary<long, Estimate>();
        var crowd = new Textak.Forecasting.Crowd();
        var moved = default(MovementSplit);
        var points = new Queue<ProbabilityPoint>(Points);
        // An argument may be posted together with an estimate
        foreach (var e in Events.Where(e => e.Kind is EventKind.EstimateSet or EventKind.EstimateReaffirmed || Ends(e) || made.ContainsKey(e.Seq)))
        {
            var set = made.GetValueOrDefault(e.Seq);
            (set is null).ShouldBe(Ends(e));
            if (current.Remove(e.ById, out var before)) before.EndSeq.ShouldBe(e.Seq);
            if (set is not null) (set.AccountId, set.Before).ShouldBe((e.ById, before?.Percent));
            if (set is not null) set.CriteriaNumber.ShouldBe(Versions.Last(v => v.Seq < e.Seq).Number);
            if (set is not null) current.Add(e.ById, set);
            moved += set is null ? crowd.Withdraw(e.ById) : crowd.Set(e.ById, set.Percent);
            var point = points.Dequeue();
            new MovementSplit(point.ChangedMinds, point.Newcomers, point.Withdrawals, point.Ageing).ShouldBe(moved);
            ShouldPool(point, e, [.. current.Values.OrderBy(estimate => estimate.Seq).Select(estimate => estimate.Percent / 100.0)]);
        }
        points.ShouldBeEmpty();
        Events.Count(e => e.Kind is EventKind.EstimateSet or EventKind.EstimateReaffirmed or EventKind.ArgumentPosted && made.ContainsKey(e.Seq)).ShouldBe(Estimates.Count);
        current.Values.ShouldAllBe(estimate => estimate.EndSeq == null);
        Forecast.Estimates.ShouldBe(current.Count);
        Forecast.Probability.ShouldBe(Points.LastOrDefault()?.Probability);
        Forecast.Bars.ShouldBe(Points.Count == 0 ? "" : string.Join(',', crowd.Histogram));
        Forecast.Moved.ShouldBe(moved);
        if (Forecast.Probability is { } p) moved.Total.ShouldBe(Halves(p) - Halves(Points[0].Probability!.Value), "what moved it adds up");
    }

    private static double Halves(double p) => Math.Round(200 * p) / 2;

    private static void ShouldPool(ProbabilityPoint point, BoardEvent e, double[] estimates)
    {
        (point.Seq, point.At, point.Estimates).ShouldBe((e.Seq, e.At, estimates.Length));
        Spread? spread = estimates.Length == 0 ? null : Pooling.RecencyWeighted(estimates);
        (point.LowerQuartile, point.Probability, point.UpperQuartile).ShouldBe((spread?.LowerQuartile, spread?.Median, spread?.UpperQuartile));
        if (estimates.Length == 0) point.GeometricMean.ShouldBeNull();
        else point.GeometricMean!.Value.ShouldBe(Pooling.GeometricMeanOfOdds(estimates), 1e-12);
    }

    /// <summary>Each argument's figures are what its receipts add up to.</summary>
    private void CountReceipts()
    {
        var impacts = Textak.Forecasting.Receipts.Impacts(Updates);
        foreach (var argument in Arguments)
        {
            var impact = impacts.GetValueOrDefault($"a{argument.Id}");
            (argument.Named, argument.Moved).ShouldBe((impact.People, impact.Moved));
            argument.Points.ShouldBe(impact.Points, 1e-9);
            argument.LogOdds.ShouldBe(impact.LogOdds, 1e-9);
        }
    }

    /// <summary>What the log says of estimates, with what they name: "a12", "s7".</summary>
    public IReadOnlyList<Update<string>> Updates
    {
        get
        {
            var made = Estimates.ToDictionary(e => e.Seq);
            var named = Receipts.ToLookup(r => r.Seq, r => r.ArgumentId is { } id ? $"a{id}" : $"s{r.SignalId}");
            return [.. Events.Where(e => Ends(e) || made.ContainsKey(e.Seq)).Select(e => new Update<string>(
                e.ById,
                made.GetValueOrDefault(e.Seq)?.Before ?? Estimates.SingleOrDefault(ended => Ends(e) && ended.EndSeq == e.Seq)?.Percent,
                made.GetValueOrDefault(e.Seq)?.Percent,
                [.. named[e.Seq]]))];
        }
    }

    private void ReplayModeration()
    {
        var hidden = new Dictionary<long, string>();
        var reasons = Acts.ToDictionary(act => act.Seq, act => act.Reason);
        foreach (var e in Of(EventKind.ArgumentHidden, EventKind.ArgumentRestored))
            (e.Kind == EventKind.ArgumentHidden ? hidden.TryAdd(e.ArgumentId!.Value, reasons[e.Seq]) : hidden.Remove(e.ArgumentId!.Value)).ShouldBeTrue();
        var withdrawn = Of(EventKind.ArgumentWithdrawn).Select(e => e.ArgumentId!.Value).ToList();
        withdrawn.ShouldBeUnique();
        Arguments.ShouldAllBe(a => a.HiddenReason == hidden.GetValueOrDefault(a.Id) && a.IsWithdrawn == withdrawn.Contains(a.Id) && (a.HiddenAt != null) == (a.IsWithdrawn || hidden.ContainsKey(a.Id)));
        // Whatever a moderator, or the board itself, does has a row that says why
        Events.Where(e => e.Kind is EventKind.ArgumentHidden or EventKind.ArgumentRestored or EventKind.CriteriaChanged or EventKind.SlowModeChanged or EventKind.SignalWithdrawn || (ChangesStatus(e) && e.Seq > 1))
            .Select(e => e.Seq).ShouldBe(Acts.Select(act => act.Seq));
    }

    private void ReplayStatus()
    {
        Events[0].Kind.ShouldBeOneOf(EventKind.Opened, EventKind.Proposed);
        Acts.ShouldAllBe(act => (act.Status != null) == ChangesStatus(Events.Single(e => e.Seq == act.Seq)));
        var last = Acts.LastOrDefault(act => act.Status is not null);
        Forecast.Status.ShouldBe(last?.Status ?? (Events[0].Kind == EventKind.Opened ? Status.Open : Status.Proposed));
        (Forecast.ResolvedAt is not null).ShouldBe(last is not null && Events.Single(e => e.Seq == last.Seq).Kind == EventKind.Resolved);
        if (Forecast.ResolvedAt is null) return;
        Forecast.Resolution.ShouldBe(last!.Reason);
        Forecast.ResolutionSources.ShouldBe(last.Sources);
    }

    private void CountVersions()
    {
        Versions.Select(v => v.Number).ShouldBe(Enumerable.Range(1, Forecast.CriteriaNumber));
        Versions.Select(v => v.Seq).ShouldBe(Of(EventKind.CriteriaChanged).Select(e => e.Seq).Prepend(1));
        Versions[^1].Text.ShouldBe(Forecast.Criteria);
        var current = Estimates.Where(e => e.EndSeq is null).ToLookup(e => e.CriteriaNumber);
        Versions.SkipLast(1).ShouldAllBe(v => v.LeftBehind == current[v.Number].Count());
        Versions[^1].LeftBehind.ShouldBe(0);
    }

    private static bool Ends(BoardEvent e) => e.Kind is EventKind.EstimateWithdrawn or EventKind.EstimateAged;

    private static bool ChangesStatus(BoardEvent e) => e.Kind is EventKind.Opened or EventKind.Locked or EventKind.Resolved or EventKind.Reopened;
}
