namespace Textak.Web.Features.Forecasts;

/// <summary>Where a forecast stands. Only an open one takes arguments and estimates.</summary>
public enum Status { Proposed, Open, Locked, ResolvedTrue, ResolvedFalse, Ambiguous, Annulled }
