namespace Textak.Web.Features.Signals;

/// <summary>Which way a piece of news points.</summary>
public enum Direction { Neutral, For, Against }
