using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Signals;

/// <summary>How fast news of each category grows old, and how much it weighs at first. The board's own convention, printed on the page.</summary>
public static class Ageing
{
    /// <summary>The time in which news of a category loses half of its weight.</summary>
    public static TimeSpan HalfLife(this Category category) => TimeSpan.FromDays(category switch
    {
        Category.Models => 30,
        Category.Industry => 45,
        Category.Work => 60,
        Category.Policy => 90,
        Category.Healthcare => 120,
        _ => 120,
    });

    /// <summary>What news of a grade weighs when it is new.</summary>
    public static double Weight(this Grade grade) => grade switch
    {
        Grade.Direct => 1,
        Grade.Proximate => .75,
        _ => .5,
    };

    /// <summary>How long news of a category and a grade counts as a source.</summary>
    public static TimeSpan Counts(Category category, Grade grade) => Decay.Counts(grade.Weight(), category.HalfLife());
}
