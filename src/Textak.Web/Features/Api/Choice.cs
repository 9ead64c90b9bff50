using System.Text.Json;

namespace Textak.Web.Features.Api;

/// <summary>
/// One of several words in an address, as bodies and answers write it. Left to itself the framework would take none but the names of the
/// code, and their numbers, and several at once.
/// </summary>
public readonly record struct Choice<T>(T Value) where T : struct, Enum
{
#pragma warning disable CA1000 // where the framework looks for it
    public static bool TryParse(string? typed, out Choice<T> choice)
    {
        var place = Choices.Words(typeof(T)).FindIndex(word => word.Equals(typed, StringComparison.OrdinalIgnoreCase));
        choice = place < 0 ? default : new(Enum.GetValues<T>()[place]);
        return place >= 0;
    }
#pragma warning restore CA1000
}

internal static class Choices
{
    /// <summary>The words of an enumeration, in the order of its values.</summary>
    public static List<string> Words(Type chosen) => [.. Enum.GetNames(chosen).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The words of a parameter that is a choice; null of any other.</summary>
    public static List<string>? Of(Type? parameter) =>
        parameter is not null && (Nullable.GetUnderlyingType(parameter) ?? parameter) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Choice<>) ? Words(type.GetGenericArguments()[0]) : null;
}
