using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Platform;

namespace Textak.Web.Features.Records;

/// <summary>The files that the pages of records offer, written while they are read.</summary>
internal static class Export
{
    /// <param name="name">Of the file, without its ending.</param>
    public static async Task<IActionResult> CsvAsync<T>(this PageModel page, string name, IAsyncEnumerable<T> rows)
    {
        Begin(page, name, "csv", "text/csv; charset=utf-8");
        await Csv.WriteAsync(page.Response.Body, rows, page.HttpContext.RequestAborted);
        return new EmptyResult();
    }

    /// <inheritdoc cref="CsvAsync"/>
    public static async Task<IActionResult> JsonAsync<T>(this PageModel page, string name, T value)
    {
        Begin(page, name, "json", "application/json");
        await JsonSerializer.SerializeAsync(page.Response.Body, value, JsonSerializerOptions.Web, page.HttpContext.RequestAborted);
        return new EmptyResult();
    }

    private static void Begin(PageModel page, string name, string ending, string type)
    {
        page.Response.ContentType = type;
        page.Response.Headers.ContentDisposition = $"attachment; filename=\"textak-{name}.{ending}\"";
    }
}
