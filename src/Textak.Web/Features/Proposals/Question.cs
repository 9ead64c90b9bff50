using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Proposals;

/// <summary>A question that passed the checks.</summary>
public sealed record Question(string Title, string Thesis, string? WhyItMatters, string Criteria, Category Category, DateOnly Horizon);
