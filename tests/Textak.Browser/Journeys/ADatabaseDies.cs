namespace Textak.Browser;

public sealed class ADatabaseDies(Stage stage) : Journey(stage)
{
    private static readonly Board Board = new("open-source-frontier", "one of the seeds");

    [Fact]
    public async Task An_open_page_says_how_old_it_is_keeps_the_draft_and_goes_on_by_itself()
    {
        var directory = Directory.CreateTempSubdirectory("textak-away-");
        var (home, exile) = (Directory.CreateDirectory(Path.Combine(directory.FullName, "home")).FullName, Path.Combine(directory.FullName, "exile"));
        await using var site = new Stage.ServingSite { Listens = true };
        // A connection that is kept would keep the file too, wherever it is moved
        site.Settings["ConnectionStrings:Textak"] = $"Data Source={Path.Combine(home, "textak.db")};Pooling=False";
        site.Settings["Seeds:Load"] = "true";
        await site.InitializeAsync();
        var at = new BrowserNewContextOptions { BaseURL = new UriBuilder(site.Address) { Host = "localhost" }.Uri.ToString() };
        var (ada, fay) = (await WatcherAsync(at), await WatcherAsync(at));
        await ada.RegisterAsync("Ada");
        await ada.WatchAsync(Board);
        await fay.WatchFeedAsync();
        var sockets = 0;
        await AllAsync(person =>
        {
            person.Faults.Forgive("503|WebSocket");
            person.Page.WebSocket += (_, _) => Interlocked.Increment(ref sockets);
            return person.MarkDocumentAsync();
        }, ada, fay);

        Directory.Move(home, exile);
        await ada.ComposeAsync("for", "Written while the database was away.");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Composer("for").Locator("[data-for=form]")).ToHaveTextAsync("The board can’t take this just now. What you typed is kept; send it again in a moment.");
        await Expect(ada.Text("for")).ToHaveValueAsync("Written while the database was away.");
        await AllAsync(async person =>
        {
            await Expect(person.State).ToHaveAttributeAsync("data-state", "offline", new() { Timeout = 40_000 });
            (await person.State.TextContentAsync())!.ShouldMatch("^offline, showing [0-2][0-9]:[0-5][0-9]$");
        }, ada, fay);
        var late = await WatcherAsync(at);
        late.Faults.Forgive("503");
        await late.OpenAsync(Board.Path);
        await Expect(late.Page.Locator("h1")).ToHaveTextAsync("The board is away for a moment");

        Directory.Move(exile, home);
        await AllAsync(person => person.IsLiveAsync(), ada, fay);
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Card("Written while the database was away.")).ToHaveCountAsync(1);
        await AllAsync(person => person.StayedAsync(), ada, fay);
        sockets.ShouldBe(0, "the sockets that were open then");
        directory.Delete(recursive: true);
    }
}
