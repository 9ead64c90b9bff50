using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Textak.Web.Features.Live;

namespace Textak.Tests;

/// <summary>How a command is sent: by the page's script, or by its form without script.</summary>
public enum Manner { Script, Form }

/// <summary>What came back for a command.</summary>
/// <param name="At">Path, query and fragment that one ended at.</param>
/// <param name="Answer">What the script is told on success.</param>
/// <param name="Errors">What the script is told otherwise: messages by field.</param>
/// <param name="Page">What one sees without script.</param>
public sealed record Reply(
    HttpStatusCode Status, string At, Answer? Answer, IReadOnlyDictionary<string, string[]> Errors, IHtmlDocument? Page)
{
    /// <summary>Everything that was wrong, in a line.</summary>
    public string Complaint => string.Join(' ', Errors.Values.SelectMany(messages => messages));

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var uri = response.RequestMessage!.RequestUri!;
        var reply = new Reply(response.StatusCode, uri.PathAndQuery + uri.Fragment, null, new Dictionary<string, string[]>(), null);
        var content = response.Content;
        return content.Headers.ContentType?.MediaType switch
        {
            "text/html" => reply with { Page = await new HtmlParser().ParseDocumentAsync(await content.ReadAsStringAsync()) },
            "application/problem+json" => reply with { Errors = await ErrorsAsync(content) },
            "application/json" when response.IsSuccessStatusCode => reply with { Answer = await content.ReadFromJsonAsync<Answer>() },
            _ => reply,
        };
    }

    private static async Task<Dictionary<string, string[]>> ErrorsAsync(HttpContent content) =>
        (await content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("errors", out var errors)
            ? new(errors.Deserialize<Dictionary<string, string[]>>()!, StringComparer.OrdinalIgnoreCase) : [];
}
