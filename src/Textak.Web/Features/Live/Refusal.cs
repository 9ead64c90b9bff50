using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Textak.Web.Features.Live;

/// <summary>Why a command was not carried out, for the person who sent it.</summary>
/// <param name="Field">The form field that it stands beside; empty where it concerns the whole form.</param>
/// <param name="Message">What is wrong and what to do, in a sentence.</param>
public sealed record Refusal(string Field, string Message)
{
    /// <summary>Of a form without the id of its command.</summary>
    public static readonly Refusal Incomplete = new("", "Part of this form was missing. Send it again.");
}

internal static class RefusedForms
{
    /// <summary>The message of the first refusal at a field of a form; null where there is none.</summary>
    public static string? ErrorAt(this ModelStateDictionary form, string field) => form.TryGetValue(field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}
