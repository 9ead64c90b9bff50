using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>What is to be had of a board over plain HTTP.</summary>
internal static class Pages
{
    /// <summary>What came after an event, or null where nobody answers well.</summary>
    public static async Task<Frame?> AskAsync(HttpClient web, string slug, long after, CancellationToken stop)
    {
        try
        {
            using var answer = await web.GetAsync(FormattableString.Invariant($"/f/{slug}/frames?after={after}"), stop);
            return answer.StatusCode == HttpStatusCode.OK ? Messages.ReadFrame(await answer.Content.ReadAsStringAsync(stop)) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The board's page as a screen; tries until it is there.</summary>
    public static async Task<Screen> LoadAsync(HttpClient web, string slug, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return Screen.From(await ReadAsync(web, $"/f/{slug}", stop));
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !stop.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), stop);
            }
        }
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpClient web, string path, CancellationToken stop = default) =>
        await new HtmlParser().ParseDocumentAsync(await web.GetStringAsync(path, stop), stop);
}
