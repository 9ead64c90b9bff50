using System.Globalization;
using Textak.Bench.Load;

namespace Textak.Bench.World;

/// <summary>The boards and people that every bench starts with, made once through the program's own verbs and pages.</summary>
internal sealed record Town(string DataDirectory, IReadOnlyList<string> Boards, IReadOnlyList<Person> People, Person Moderator)
{
    public const int Size = 64;

    public static async Task<Town> BuildAsync(string data)
    {
        var boards = Enumerable.Range(1, Size).Select(i => string.Create(CultureInfo.InvariantCulture, $"board-{i}")).ToList();
        foreach (var slug in boards) await File.WriteAllTextAsync(Path.Combine(data, slug + ".md"), Question(slug));
        await Product.DoAsync(data, ["import", .. boards.Select(slug => Path.Combine(data, slug + ".md"))]);

        using var product = await Product.StartAsync(data, core: null);
        var people = await Task.WhenAll(Enumerable.Range(1, Size).Select(i =>
            Person.RegisterAsync(product.Port, string.Create(CultureInfo.InvariantCulture, $"Jordan {i}"))));
        await Person.RegisterAsync(product.Port, "Robin");
        await product.StopAsync();
        await Product.DoAsync(data, "users", "grant", "Moderator", "Robin");

        // With the new role in the cookie
        using var again = await Product.StartAsync(data, core: null);
        var moderator = await Person.SignInAsync(again.Port, "Robin");
        await again.StopAsync();
        return new(data, boards, people, moderator);
    }

    /// <summary>Sends the n-th command to a board; everybody takes turns.</summary>
    public ValueTask<Answered> SendAsync(Line line, string slug, int number)
    {
        var person = People[number % People.Count];
        return person.SendAsync(line, person.Command(slug, number));
    }

    private static string Question(string slug) => $"""
        ---
        title: Will the question called {slug} be answered with yes before the year ends?
        slug: {slug}
        category: models
        horizon: 2030-12-31
        ---
        The question called {slug} is answered with yes before the end of its horizon.
        ## Resolution criteria
        True if at least two independent sources of record say so before the horizon ends; false in every other case.
        """;
}
