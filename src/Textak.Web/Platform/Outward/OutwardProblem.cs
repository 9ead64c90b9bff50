namespace Textak.Web.Platform.Outward;

/// <summary>Why something could not be fetched, in a sentence for whoever named its address.</summary>
public sealed class OutwardProblem(string message, Exception? inner = null) : Exception(message, inner);
