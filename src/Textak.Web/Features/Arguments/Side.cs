namespace Textak.Web.Features.Arguments;

/// <summary>Which way an argument pulls.</summary>
public enum Side { For, Against }
