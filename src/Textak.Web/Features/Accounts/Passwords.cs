using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>The rules for passwords: long enough, and not the first that anybody would try.</summary>
public static class Passwords
{
    public const int Shortest = 10;
    public const int Longest = 200;

    /// <summary>The rules, for people, before they type.</summary>
    public const string Rules = "At least 10 characters; a few words are fine. Not your name, and none of the passwords that everybody tries first.";

    // A name of three letters is in many a good sentence
    private const int ShortestTellingName = 4;

    // Of 10 characters or more, from the lists of what leaked most often
    private static readonly FrozenSet<string> Common = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "1234567890", "12345678910", "123456789a", "a123456789", "0123456789", "9876543210", "0987654321", "1111111111", "0000000000", "1122334455", "1234512345",
        "123123123123", "111222333444", "123456789012", "1q2w3e4r5t", "1qaz2wsx3edc", "q1w2e3r4t5", "q1w2e3r4t5y6", "1q2w3e4r5t6y", "zaq12wsxcde3", "qwertyuiop",
        "qwerty12345", "qwerty123456", "qwerty1234", "1234qwerty", "12345qwert", "123456qwerty", "qwertyqwerty", "asdfghjkl;", "asdfghjkl1", "asdfasdfasdf",
        "abcdefghij", "abcdefghijk", "abcd123456", "abc1234567", "abc123abc123", "password12", "password123", "password1234", "password12345", "password123456",
        "passwordpassword", "passw0rd123", "p@ssw0rd123", "p@ssword123", "mypassword", "mypassword1", "newpassword", "thepassword", "password!1", "password1!",
        "iloveyou12", "iloveyou123", "iloveyou1234", "letmein123", "letmein1234", "welcome123", "welcome1234", "changeme123", "football123", "baseball123", "superman123",
        "princess123", "sunshine123", "michael123", "jordan12345", "charlie123", "admin12345", "administrator", "adminadmin", "administrator1", "correcthorsebatterystaple",
        "correct horse battery staple", "textak1234", "textak12345", "textaktextak");

    /// <summary>What is wrong with a password for somebody of this name, in a sentence; null where nothing is.</summary>
    public static string? Problem(string? password, string name)
    {
        if (string.IsNullOrEmpty(password)) return "Choose a password.";
        var length = Plain.Length(password);
        if (length < Shortest) return $"That has {length} characters: {Shortest - length} more are needed.";
        if (length > Longest) return $"That has {length} characters; a password has at most {Longest}.";
        if (IsTold(password, name)) return "Your name is in it. That would be tried first: choose another.";
        if (Common.Contains(password) || password.Distinct().Count() == 1) return "That is one of the passwords that everybody tries first. Choose another.";
        return null;
    }

    private static bool IsTold(string password, string name) =>
        password.Equals(name, StringComparison.OrdinalIgnoreCase)
        || name.Length >= ShortestTellingName && password.Contains(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Asked by Identity whenever a password is set.</summary>
public sealed class PasswordRule : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Passwords.Problem(password, user.UserName ?? "") is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = "password", Description = problem })
            : IdentityResult.Success);
}
