namespace Textak.Web.Features.Accounts;

/// <summary>One field of a form, with its label, what to know beforehand and what is wrong with what was typed.</summary>
/// <param name="Name">Its name in the form; its id too.</param>
/// <param name="Autocomplete">What a browser may fill in.</param>
public sealed record Field(string Name, string Label, string Autocomplete, string? Value = null, string? Hint = null, string? Error = null)
{
    public string Type { get; init; } = "text";
    public bool Focused { get; init; }

    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (null, _) => $"{Name}-error",
        (_, null) => $"{Name}-hint",
        _ => $"{Name}-hint {Name}-error",
    };

    /// <summary>A password: what was typed never goes back.</summary>
    public static Field Password(string name, string label, string autocomplete, string? hint = null, string? error = null) =>
        new(name, label, autocomplete, Value: null, hint, error) { Type = "password" };
}
