using Textak.Web.Features.Accounts;

namespace Textak.Browser;

/// <summary>Some people, each with a browser of their own. It fails on what any of them would find in the console.</summary>
public abstract class Journey(Stage stage) : IAsyncLifetime
{
    private readonly List<Person> people = [];

    protected Stage Stage => stage;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody without an account.</summary>
    protected Task<Person> WatcherAsync(BrowserNewContextOptions? with = null) => ComeAsync("a watcher", account: null, with);

    /// <summary>Somebody with an account, signed in.</summary>
    protected async Task<Person> ParticipantAsync(string name, BrowserNewContextOptions? with = null)
    {
        name = stage.NameFor(name);
        return await ComeAsync(name, await stage.MakeAccountAsync(name), with);
    }

    protected async Task<Person> ModeratorAsync(string name, BrowserNewContextOptions? with = null)
    {
        name = stage.NameFor(name);
        return await ComeAsync(name, await stage.MakeAccountAsync(name, moderates: true), with);
    }

    protected async Task<Person> AdminAsync(string name, BrowserNewContextOptions? with = null)
    {
        name = stage.NameFor(name);
        return await ComeAsync(name, await stage.MakeAccountAsync(name, administers: true), with);
    }

    /// <summary>Each by themselves, all at once.</summary>
    protected static Task AllAsync(Func<Person, Task> act, params Person[] people) => Task.WhenAll(people.Select(act));

    public async ValueTask DisposeAsync()
    {
        var faults = people.SelectMany(person => person.Faults.Seen.Select(fault => $"{person.Name}: {fault}")).ToList();
        foreach (var person in people) await person.DisposeAsync();
        GC.SuppressFinalize(this);
        faults.ShouldBeEmpty();
    }

    private async Task<Person> ComeAsync(string name, Account? account, BrowserNewContextOptions? with)
    {
        with = new(with ?? new()) { Locale = "en-GB" };
        with.BaseURL ??= stage.Address.ToString();
        var context = await stage.Chromium.NewContextAsync(with);
        var person = new Person(name, context, await context.NewPageAsync());
        people.Add(person);
        if (account is not null) await stage.SignInAsync(context, account, new(with.BaseURL));
        return person;
    }
}
