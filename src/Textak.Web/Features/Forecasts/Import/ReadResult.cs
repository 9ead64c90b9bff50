namespace Textak.Web.Features.Forecasts.Import;

/// <summary>Either the whole file or every reason why nothing of it is taken; never both, never neither.</summary>
public sealed record ReadResult(ForecastFile? File, IReadOnlyList<ReadError> Errors);

/// <summary>What a person has to mend, and where: the path as it was handed in, and the line counted from 1.</summary>
public sealed record ReadError(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
