using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Audit;

/// <summary>
/// One act of a moderator or an admin, as a link of a chain: its hash is made of what it says and of the hash before it, so that
/// none can be changed, left out, put in or moved without being noticed. Rows are added and never written again. They hold ids and a
/// reason that anybody may read, and never a text that may be hidden.
/// </summary>
public sealed class AuditEntry
{
    private const int DetailLength = 100, HashLength = 64;

    /// <summary>1, 2, 3, ... over the whole site, without gaps.</summary>
    public long Number { get; private set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose act it was; null for whoever runs the program, by a verb.</summary>
    public required long? ById { get; init; }
    public Account? By { get; private set; }
    public required Deed Deed { get; init; }

    /// <summary>The board, the argument and the person that it was done to, as far as it was.</summary>
    public long? ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }
    public long? ArgumentId { get; init; }
    public Argument? Argument { get; private set; }
    public long? AccountId { get; init; }
    public Account? Account { get; private set; }

    /// <summary>Why; null where nobody had to say.</summary>
    public string? Reason { get; init; }

    /// <summary>What the deed leaves open, in a word: a status, a role, an end in time.</summary>
    public string? Detail { get; init; }

    /// <summary>Of this act and of all before it: SHA-256, 64 hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Whether it is what was written as the act of its number, after one with that hash.</summary>
    internal bool Continues(string before) => Hash == Sealed(before);

    internal void Follow(long number, string before)
    {
        Number = number;
        Hash = Sealed(before);
    }

    private string Sealed(string before)
    {
        object?[] parts = [before, Number, At.UtcTicks, ById, Deed, ForecastId, ArgumentId, AccountId, Reason, Detail];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(Written)))));
    }

    // With its length in front, so that no two acts are written alike
    private static string Written(object? part)
    {
        if (part is null) return "-";
        var text = Convert.ToString(part, CultureInfo.InvariantCulture)!;
        return string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> entry)
        {
            entry.HasKey(e => e.Number);
            entry.Property(e => e.Number).ValueGeneratedNever();
            entry.HasIndex(e => new { e.ForecastId, e.Number });
            entry.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById);
            entry.HasOne(e => e.Account).WithMany().HasForeignKey(e => e.AccountId);
            entry.Property(e => e.Deed).HasConversion<string>().HasMaxLength(24);
            // A character may take two UTF-16 units
            entry.Property(e => e.Reason).HasMaxLength(2 * Evidence.LongestReason);
            entry.Property(e => e.Detail).HasMaxLength(DetailLength);
            entry.Property(e => e.Hash).HasMaxLength(HashLength);
        }
    }
}
