using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Textak.Web.Platform;

/// <summary>The files that pages offer, written while they are read.</summary>
internal static class Export
{
    /// <inheritdoc cref="WriteCsvAsync"/>
    public static async Task<IActionResult> CsvAsync<T>(this PageModel page, string name, IAsyncEnumerable<T> rows)
    {
        await page.HttpContext.WriteCsvAsync(name, rows);
        return new EmptyResult();
    }

    /// <inheritdoc cref="WriteCsvAsync"/>
    public static async Task<IActionResult> JsonAsync<T>(this PageModel page, string name, T value)
    {
        await page.HttpContext.WriteJsonAsync(name, value);
        return new EmptyResult();
    }

    /// <param name="http">The request that it answers.</param>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="rows">They are read as the reader takes them.</param>
    public static Task WriteCsvAsync<T>(this HttpContext http, string name, IAsyncEnumerable<T> rows)
    {
        Begin(http, name, "csv", "text/csv; charset=utf-8");
        return Csv.WriteAsync(http.Response.Body, rows, http.RequestAborted);
    }

    /// <inheritdoc cref="WriteCsvAsync"/>
    public static Task WriteJsonAsync<T>(this HttpContext http, string name, T value)
    {
        Begin(http, name, "json", "application/json");
        return JsonSerializer.SerializeAsync(http.Response.Body, value, JsonSerializerOptions.Web, http.RequestAborted);
    }

    private static void Begin(HttpContext http, string name, string ending, string type)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"textak-{name}.{ending}\"";
    }
}
