using System.Net;

namespace Textak.Tests.Platform;

internal static class Probing
{
    /// <summary>A page that has no form: what is sent to it, and gets as far as the page, is <see cref="Taken"/>.</summary>
    public const string Harmless = "/how-it-works";

    /// <summary>Nothing on the way refused it, and there was nothing to be done with it.</summary>
    public const HttpStatusCode Taken = HttpStatusCode.NotFound;

    /// <summary>Sends a form with what a page of ours would put into it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var token = await client.GetStringAsync("/probe/token");
        return await client.PostAsync(path, new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }

    public static async Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
