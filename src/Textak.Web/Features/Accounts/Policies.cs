namespace Textak.Web.Features.Accounts;

/// <summary>What pages and endpoints ask for.</summary>
public static class Policies
{
    /// <summary>Moderators, and admins.</summary>
    public const string Moderate = nameof(Moderate);

    /// <summary>Admins alone.</summary>
    public const string Administer = nameof(Administer);
}
