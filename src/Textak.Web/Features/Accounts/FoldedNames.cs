using Microsoft.AspNetCore.Identity;

namespace Textak.Web.Features.Accounts;

/// <summary>How Identity compares names: its unique index keeps look-alikes out.</summary>
public sealed class FoldedNames : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : DisplayName.Fold(name);

    public string? NormalizeEmail(string? email) => email?.ToUpperInvariant();
}
