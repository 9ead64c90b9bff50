using Textak.Forecasting;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Records;

/// <summary>A scored forecast in a file: what it was, and how good the board's number and the geometric mean beside it were.</summary>
/// <param name="Slug">The forecast's name in addresses.</param>
/// <param name="Title">The question.</param>
/// <param name="Category">What it is about.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="Horizon">The last day on which it could come true, UTC.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="Outcome">Whether it came true.</param>
/// <param name="People">How many took part while it was scored.</param>
/// <param name="Last">The board's last number, in (0,1); null where it never had one.</param>
/// <param name="Brier">The number's Brier score, averaged over the time that had one, 0 to 1, 0 is best; null where none had.</param>
/// <param name="Log">Its log score in nats, likewise; 0 is best.</param>
/// <param name="Baseline">Its baseline score in points, averaged over the planned time: above 0 is better than to say one half.</param>
/// <param name="Peer">Its peer score in points: above 0 is better than those who took part.</param>
/// <param name="Coverage">The share of the planned time that had a number, 0 to 1.</param>
/// <param name="MeanLast">Last of the geometric mean of odds, which stands beside the number.</param>
/// <param name="MeanBrier">Its Brier score.</param>
/// <param name="MeanLog">Its log score.</param>
/// <param name="MeanBaseline">Its baseline score.</param>
/// <param name="MeanPeer">Its peer score.</param>
/// <param name="MeanRelative">Its score against the board's number, in points.</param>
public sealed record ForecastRow(
    string Slug, string Title, string Category, DateTimeOffset OpenedAt, DateOnly Horizon, DateTimeOffset ResolvedAt, bool Outcome, int People,
    double? Last, double? Brier, double? Log, double Baseline, double Peer, double Coverage,
    double? MeanLast, double? MeanBrier, double? MeanLog, double MeanBaseline, double MeanPeer, double MeanRelative)
{
    public static ForecastRow Of(ScoredForecast f) => new(
        f.Forecast.Slug, f.Forecast.Title, Word(f.Forecast.Category), f.Forecast.OpenedAt, f.Forecast.Horizon, f.Forecast.ResolvedAt!.Value, f.Outcome, f.People,
        f.Board.Last, f.Board.Brier, f.Board.Log, f.Board.Baseline.Score, f.Board.Peer.Score, f.Board.Coverage,
        f.Mean.Last, f.Mean.Brier, f.Mean.Log, f.Mean.Baseline.Score, f.Mean.Peer.Score, f.Mean.Relative.Score);

    internal static string Word(Category category) => category.ToString().ToLowerInvariant();
}

/// <summary>A participant's scores on one forecast, in a file.</summary>
/// <param name="Slug">The forecast's name in addresses.</param>
/// <param name="Title">The question.</param>
/// <param name="Category">What it is about.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="Horizon">The last day on which it could come true, UTC.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="Outcome">Whether it came true.</param>
/// <param name="Last">What was said last, in (0,1), changed or withdrawn since or not; null where nothing was.</param>
/// <param name="Brier">The Brier score, averaged over the time with an estimate, 0 to 1, 0 is best; null where there was none while it was scored.</param>
/// <param name="Log">The log score in nats, likewise; 0 is best.</param>
/// <param name="Baseline">The baseline score in points, averaged over the planned time: above 0 is better than to say one half.</param>
/// <param name="Peer">The score against everybody else with an estimate, in points.</param>
/// <param name="Relative">The score against the board's number, in points.</param>
/// <param name="Coverage">The share of the planned time with an estimate, 0 to 1.</param>
public sealed record OwnRow(
    string Slug, string Title, string Category, DateTimeOffset OpenedAt, DateOnly Horizon, DateTimeOffset ResolvedAt, bool Outcome,
    double? Last, double? Brier, double? Log, double Baseline, double Peer, double Relative, double Coverage)
{
    public static OwnRow Of(ScoredForecast f, Scored own) => new(
        f.Forecast.Slug, f.Forecast.Title, ForecastRow.Word(f.Forecast.Category), f.Forecast.OpenedAt, f.Forecast.Horizon, f.Forecast.ResolvedAt!.Value, f.Outcome,
        own.Last, own.Brier, own.Log, own.Baseline.Score, own.Peer.Score, own.Relative.Score, own.Coverage);
}

/// <summary>A place on the leaderboard, in a file.</summary>
/// <param name="Place">From 1 on.</param>
/// <param name="Name">Whose.</param>
/// <param name="Program">Whether it is a program's.</param>
/// <param name="Peer">Peer score in points, for a whole forecast.</param>
/// <param name="Baseline">Baseline score in points, in all.</param>
/// <param name="Forecasts">How many resolved forecasts they had an estimate on.</param>
/// <param name="Coverage">The sum of the shares of their time, as of so many whole forecasts.</param>
public sealed record LeaderRow(int Place, string Name, bool Program, double Peer, double Baseline, int Forecasts, double Coverage);

/// <summary>An argument that moved somebody, in a file.</summary>
/// <param name="Slug">The forecast's name in addresses.</param>
/// <param name="Side">Which way it pulls: for or against.</param>
/// <param name="Text">What it says.</param>
/// <param name="Link">Where its first source stands; null where it has none.</param>
/// <param name="PostedAt">When it was posted.</param>
/// <param name="People">How many name it.</param>
/// <param name="Moved">How many of them changed a number that they had.</param>
/// <param name="MeanPoints">Its share of their steps in percentage points, for each of those who moved; above 0 for up.</param>
/// <param name="LogOdds">Its shares of their steps in natural log-odds, summed.</param>
public sealed record ArgumentRow(string Slug, string Side, string Text, string? Link, DateTimeOffset PostedAt, int People, int Moved, double MeanPoints, double LogOdds)
{
    public static ArgumentRow Of(MovedArgument moved)
    {
        var (argument, impact) = (moved.Argument, moved.Argument.Impact);
        return new(
            moved.Slug, argument.Side.ToString().ToLowerInvariant(), argument.Text!, moved.Link, argument.PostedAt,
            impact.People, impact.Moved, impact.MeanPoints, impact.LogOdds);
    }
}

/// <summary>What a summary says, in a file.</summary>
/// <param name="Of">What it is a summary of.</param>
/// <param name="Forecasts">How many they are, 1 or more.</param>
/// <param name="True">How many of them came true.</param>
/// <param name="Brier">The mean Brier score, 0 to 1, 0 is best.</param>
/// <param name="Log">The mean log score in nats; 0 is best.</param>
/// <param name="Baseline">The mean baseline score a forecast, in points.</param>
/// <param name="Peer">The mean peer score a forecast, in points.</param>
/// <param name="Relative">The mean score a forecast against the board's number, in points.</param>
/// <param name="Coverage">The mean share of the planned time with an estimate, above 0 to 1.</param>
/// <param name="Murphy">The Brier score and its parts.</param>
/// <param name="Calibration">How often what was said came true, bin by bin.</param>
public sealed record SummaryRow(
    string Of, int Forecasts, int True, double Brier, double Log, double Baseline, double Peer, double Relative, double Coverage,
    Murphy Murphy, IReadOnlyList<CalibrationBin> Calibration)
{
    public static SummaryRow? From(string of, Summary? s) => s is null ? null
        : new(of, s.Forecasts, s.True, s.Murphy.Brier, s.Log, s.Baseline, s.Peer, s.Relative, s.Coverage, s.Murphy, s.Bins);
}
