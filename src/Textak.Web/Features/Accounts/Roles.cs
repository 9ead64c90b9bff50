namespace Textak.Web.Features.Accounts;

/// <summary>The roles, as they are granted by <c>users grant</c> and asked for by policies.</summary>
public static class Roles
{
    public const string Participant = nameof(Participant);
    public const string Moderator = nameof(Moderator);
    public const string Admin = nameof(Admin);

    public static IReadOnlyList<string> All { get; } = [Participant, Moderator, Admin];
}
