namespace Textak.Web.Features.Accounts;

public static class Policies
{
    public const string Moderate = nameof(Moderate);
}
