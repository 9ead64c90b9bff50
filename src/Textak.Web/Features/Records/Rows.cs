using Textak.Forecasting;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Records;

/// <summary>A scored forecast in a file: what it was, and how good the board's number and the geometric mean beside it were.</summary>
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
public sealed record OwnRow(
    string Slug, string Title, string Category, DateTimeOffset OpenedAt, DateOnly Horizon, DateTimeOffset ResolvedAt, bool Outcome,
    double? Last, double? Brier, double? Log, double Baseline, double Peer, double Relative, double Coverage)
{
    public static OwnRow Of(ScoredForecast f, Scored own) => new(
        f.Forecast.Slug, f.Forecast.Title, ForecastRow.Word(f.Forecast.Category), f.Forecast.OpenedAt, f.Forecast.Horizon, f.Forecast.ResolvedAt!.Value, f.Outcome,
        own.Last, own.Brier, own.Log, own.Baseline.Score, own.Peer.Score, own.Relative.Score, own.Coverage);
}

/// <summary>A place on the leaderboard, in a file.</summary>
public sealed record LeaderRow(int Place, string Name, bool Program, double Peer, double Baseline, int Forecasts, double Coverage);

/// <summary>An argument that moved somebody, in a file.</summary>
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
public sealed record SummaryRow(
    string Of, int Forecasts, int True, double Brier, double Log, double Baseline, double Peer, double Relative, double Coverage,
    Murphy Murphy, IReadOnlyList<CalibrationBin> Calibration)
{
    public static SummaryRow? From(string of, Summary? s) => s is null ? null
        : new(of, s.Forecasts, s.True, s.Murphy.Brier, s.Log, s.Baseline, s.Peer, s.Relative, s.Coverage, s.Murphy, s.Bins);
}
