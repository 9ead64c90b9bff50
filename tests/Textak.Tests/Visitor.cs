using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Textak.Tests;

/// <summary>A browser without script: cookies of its own, pages, and the forms that are on them.</summary>
public sealed class Visitor(HttpClient client) : IDisposable
{
    /// <summary>Of everybody who registers through this.</summary>
    public const string Password = "correct horse battery";

    private IHtmlDocument? page;
    private HttpResponseMessage? response;

    public HttpClient Client => client;

    /// <summary>The page that was loaded last.</summary>
    public IHtmlDocument Page => page ?? throw new InvalidOperationException("Nothing was loaded yet.");

    /// <summary>The answer that brought it, the last one where it was redirected.</summary>
    public HttpResponseMessage Response => response ?? throw new InvalidOperationException("Nothing was loaded yet.");

    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>Path and query that one ended at.</summary>
    public string At => Response.RequestMessage!.RequestUri!.PathAndQuery;

    public Task<IHtmlDocument> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Fills in a form of the page and sends it as a browser would, with its hidden fields.</summary>
    /// <param name="form">A selector for the form; it must fit one.</param>
    /// <param name="values">What is typed or chosen. A name that the form hasn't got is a mistake of the test's.</param>
    public Task<IHtmlDocument> SubmitAsync(string form, params (string Name, string Value)[] values)
    {
        var found = Page.QuerySelectorAll<IHtmlFormElement>(form).ToList();
        return found.Count == 1 ? SubmitAsync(found[0], values)
            : throw new InvalidOperationException($"{found.Count} forms fit \"{form}\" on {At} ({(int)Status}): {Page.Body?.TextContent.Trim()}");
    }

    public Task<IHtmlDocument> SubmitAsync(IHtmlFormElement form, params (string Name, string Value)[] values)
    {
        var target = form.GetAttribute("action") is { Length: > 0 } action ? new Uri(Response.RequestMessage!.RequestUri!, action) : Response.RequestMessage!.RequestUri!;
        return SendAsync(new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(Fields(form, values)) });
    }

    public async Task<IHtmlDocument> SendAsync(HttpRequestMessage request)
    {
        response = await client.SendAsync(request);
        page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStreamAsync());
        return page;
    }

    /// <summary>Registers, through the page; is signed in then.</summary>
    public async Task RegisterAsync(string name)
    {
        await GetAsync("/account/register");
        await SubmitAsync("main form", ("name", name), ("password", Password));
        if (Page.QuerySelector(".error:not(:empty)") is { } error) throw new InvalidOperationException($"{name}: {error.TextContent}");
    }

    public async Task SignInAsync(string name, string password = Password)
    {
        await GetAsync("/account/sign-in");
        await SubmitAsync("main form", ("name", name), ("password", password));
    }

    public void Dispose() => client.Dispose();

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, (string Name, string Value)[] values)
    {
        var fields = form.Elements.Where(IsSent).Select(field => KeyValuePair.Create(field.GetAttribute("name")!, ValueOf(field))).ToList();
        foreach (var (name, value) in values)
        {
            if (form.Elements.All(field => field.GetAttribute("name") != name))
                throw new InvalidOperationException($"The form has no field \"{name}\".");
            fields.RemoveAll(field => field.Key == name);
            fields.Add(new(name, value));
        }
        return fields;
    }

    private static bool IsSent(IElement field) => !string.IsNullOrEmpty(field.GetAttribute("name")) && !field.HasAttribute("disabled") && field switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } input => input.IsChecked,
        IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" } or IHtmlButtonElement => false,
        _ => true,
    };

    private static string ValueOf(IElement field) => field switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => "",
    };
}
