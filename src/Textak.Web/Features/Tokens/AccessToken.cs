using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Tokens;

/// <summary>
/// What a program shows instead of a password. The secret itself is 256 random bits that are shown once and kept nowhere: of it there
/// is the SHA-256, by which it is found, and its beginning, by which its owner knows it again. So much chance needs no slow hash.
/// </summary>
public sealed class AccessToken
{
    /// <summary>What every secret begins with, so that whoever scans for lost secrets finds it: then come 64 hexadecimal digits.</summary>
    public const string Mark = "textak_pat_";
    public const int NameLength = 60;

    /// <summary>Tokens of one account that are good at the same time.</summary>
    public const int Most = 20;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private const int Bytes = 32, StartLength = 8, HashLength = 64;

    /// <summary>For how many days one can be made.</summary>
    public static IReadOnlyList<int> Lifetimes { get; } = [7, 30, 90, 365];

    public long Id { get; private set; }

    /// <summary>As whom it acts: its owner, or a program of theirs.</summary>
    public required long AccountId { get; init; }
    public Account? Account { get; private set; }
    public required string Name { get; init; }

    /// <summary>The first digits of the secret.</summary>
    public required string Start { get; init; }

    /// <summary>SHA-256 of the whole secret, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }
    public required Scopes Scopes { get; init; }

    /// <summary>The form that made it: sent twice, it makes one.</summary>
    public required Guid CommandId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When it was shown last, to within some minutes; null where it never was.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    internal void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>Revokes all that let in as an account or as a program of its.</summary>
    internal static Task RevokeAllAsync(TextakDb db, long account, DateTimeOffset now) => db.AccessTokens
        .Where(t => (t.AccountId == account || t.Account!.OwnerId == account) && t.RevokedAt == null).ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, now));

    /// <summary>Makes one, with the secret that nobody can read again.</summary>
    public static (AccessToken Token, string Secret) Make(long accountId, string name, Scopes scopes, int days, Guid commandId, DateTimeOffset now)
    {
        var digits = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        var secret = Mark + digits;
        return (new()
        {
            AccountId = accountId, Name = name, Start = digits[..StartLength], Hash = HashOf(secret), Scopes = scopes, CommandId = commandId,
            CreatedAt = now, ExpiresAt = now.AddDays(days),
        }, secret);
    }

    /// <summary>Whether a text may be a secret: what isn't shaped like one is looked for nowhere.</summary>
    public static bool IsShaped(string text) => text.Length == Mark.Length + 2 * Bytes && text.StartsWith(Mark, StringComparison.Ordinal) && text.AsSpan(Mark.Length).IndexOfAnyExcept(Digits) < 0;

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal sealed class Mapping : IEntityTypeConfiguration<AccessToken>
    {
        public void Configure(EntityTypeBuilder<AccessToken> token)
        {
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasIndex(t => new { t.AccountId, t.CommandId }).IsUnique();
            token.HasOne(t => t.Account).WithMany().HasForeignKey(t => t.AccountId);
            token.Property(t => t.Name).HasMaxLength(2 * NameLength);
            token.Property(t => t.Start).HasMaxLength(StartLength);
            token.Property(t => t.Hash).HasMaxLength(HashLength);
        }
    }
}
