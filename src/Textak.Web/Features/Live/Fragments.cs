using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Live;

/// <summary>Draws components outside a page: the same ones that the pages draw, as anybody sees them.</summary>
public sealed class Fragments(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>Draws one component an item.</summary>
    public async Task<IReadOnlyList<TResult>> RenderAsync<T, TResult>(
        IReadOnlyCollection<T> items, Func<T, (Type Component, ParameterView Parameters)> fragment, Func<T, string, TResult> select)
    {
        if (items.Count == 0) return [];
        // A renderer keeps what it drew until it is disposed, so each frame has its own
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var drawn = new List<TResult>(items.Count);
            foreach (var item in items)
            {
                var (component, parameters) = fragment(item);
                drawn.Add(select(item, (await renderer.RenderComponentAsync(component, parameters)).ToHtmlString()));
            }
            return drawn;
        });
    }

    public static (Type, ParameterView) Card(string slug, ArgumentView view, Viewer viewer) => (typeof(ArgumentCard), With(new()
    {
        [nameof(ArgumentCard.Slug)] = slug,
        [nameof(ArgumentCard.Argument)] = view,
        [nameof(ArgumentCard.Viewer)] = viewer,
    }));

    /// <summary>What rebuts an argument, under its card.</summary>
    public static (Type, ParameterView) Under(string slug, long answers, Rebuttals rebuttals, Viewer viewer) => (typeof(RebuttalBox), With(new()
    {
        [nameof(RebuttalBox.Slug)] = slug,
        [nameof(RebuttalBox.Answers)] = answers,
        [nameof(RebuttalBox.Rebuttals)] = rebuttals,
        [nameof(RebuttalBox.Viewer)] = viewer,
    }));

    public static (Type, ParameterView) Alike(string slug, IReadOnlyList<ArgumentView> found) => (typeof(SimilarList), With(new()
    {
        [nameof(SimilarList.Slug)] = slug,
        [nameof(SimilarList.Found)] = found,
    }));

    public static (Type, ParameterView) Crux(CruxView crux) => (typeof(CruxLine), With(new() { [nameof(CruxLine.Crux)] = crux }));

    public static (Type, ParameterView) Line(Activity activity) => (typeof(ActivityLine), With(new() { [nameof(ActivityLine.Activity)] = activity }));

    public static (Type, ParameterView) Signal(Signal signal) => (typeof(SignalItem), With(new() { [nameof(SignalItem.Signal)] = signal }));

    public static (Type, ParameterView) Tile(Tile tile) => (typeof(TileCard), With(new() { [nameof(TileCard.Tile)] = tile }));

    public static (Type, ParameterView) Standing(Standing standing) => (typeof(StandingBanner), With(new() { [nameof(StandingBanner.Standing)] = standing }));

    public static (Type, ParameterView) Criteria(CriteriaView criteria) => (typeof(CriteriaText), With(new() { [nameof(CriteriaText.Criteria)] = criteria }));

    private static ParameterView With(Dictionary<string, object?> parameters) => ParameterView.FromDictionary(parameters);
}
