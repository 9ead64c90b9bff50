namespace Textak.Web.Features.Forecasts;

/// <summary>What a forecast is about; the feed filters by it.</summary>
public enum Category { Models, Industry, Work, Policy, Healthcare, Research }
