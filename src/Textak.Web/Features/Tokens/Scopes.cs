namespace Textak.Web.Features.Tokens;

/// <summary>What a token lets a program do. It never lets it do more than its account may at that moment.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>Read what the account may read.</summary>
    Read = 1,

    /// <summary>Argue, rebut, cite, rate, agree, report, object and propose, and choose what the account hears of; with <see cref="Read"/>, make webhooks.</summary>
    Argue = 2,

    /// <summary>Set and withdraw the account's estimates.</summary>
    Estimate = 4,

    /// <summary>Do what moderators and admins do, as long as the account is one.</summary>
    Moderate = 8,
}

public static class ScopeWords
{
    public static IReadOnlyList<Scopes> All { get; } = [Scopes.Read, Scopes.Argue, Scopes.Estimate, Scopes.Moderate];

    /// <summary>"read", "argue": as addresses, forms and answers write one.</summary>
    public static string Word(this Scopes scope) => scope.ToString().ToLowerInvariant();

    /// <summary>Each of several by itself, as words.</summary>
    public static IEnumerable<string> Words(this Scopes scopes) => All.Where(scope => scopes.HasFlag(scope)).Select(Word);

    /// <summary>What it means, where one chooses it.</summary>
    public static string Means(this Scopes scope) => scope switch
    {
        Scopes.Read => "whatever the account may read",
        Scopes.Argue => "argue, rebut, cite, rate, agree, report, propose, and choose what you hear of; with read, make webhooks",
        Scopes.Estimate => "set, stand by and withdraw estimates",
        _ => "what you may do as a moderator, as long as you are one",
    };

    /// <summary>Those that a form ticked; what is no scope counts for nothing.</summary>
    public static Scopes Read(IEnumerable<string?> ticked) =>
        ticked.SelectMany(word => All.Where(scope => scope.Word() == word)).Aggregate(Scopes.None, (all, scope) => all | scope);
}
