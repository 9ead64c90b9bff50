namespace Textak.Web.Platform;

/// <summary>The settings can't be right: the start ends with this one line.</summary>
public sealed class ConfigurationProblem(string message) : Exception(message);
