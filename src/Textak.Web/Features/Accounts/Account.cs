using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Textak.Web.Features.Accounts;

/// <summary>
/// A person, a program of a person's, or a house account. The user name is the display name that everybody sees; its normalised form folds
/// case and look-alike letters, so that two names can't be mistaken for each other.
/// </summary>
public sealed class Account : IdentityUser<long>
{
    /// <summary>The account that seeded and imported forecasts, arguments and estimates belong to.</summary>
    public const string Editorial = "Textak Editorial";

    /// <summary>How long an account is new.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromDays(1);

    /// <summary>When the account was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether its owner wants to see others' numbers only after setting their own: <see cref="Estimates.OthersNumbers"/>.</summary>
    public bool OwnFirst { get; set; }

    /// <summary>Whose program it is; null for a person's and for a house account. Nobody signs in as a program: it shows tokens of its own.</summary>
    public long? OwnerId { get; init; }
    public Account? Owner { get; private set; }
    public bool IsProgram => OwnerId is not null;

    /// <summary>Until when it may not be used, UTC; null or past when it may. <see cref="ForGood"/> has no end.</summary>
    public DateTimeOffset? SuspendedUntil { get; set; }

    /// <summary>An end that nobody will see.</summary>
    public static DateTimeOffset ForGood { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A moment in words: "3 May 2027 14:05 UTC".</summary>
    public static string Said(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:d MMMM yyyy HH:mm} UTC");

    public bool IsSuspended(DateTimeOffset now) => SuspendedUntil > now;

    internal sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> account)
        {
            account.HasOne(a => a.Owner).WithMany().HasForeignKey(a => a.OwnerId);
            account.Ignore(a => a.IsProgram);
        }
    }
}
