using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Textak.Web.Features.Resolution;

namespace Textak.Browser;

public sealed class TakeAlong(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task A_tile_is_copied_into_another_sites_page_and_stays_live_there()
    {
        var board = await Stage.OpenBoardAsync(percent: 40, @for: 1, against: 1);
        var (ada, wim, mo) = (await ParticipantAsync("Ada"), await WatcherAsync(), await ModeratorAsync("Mo"));

        // Copied by a press, and by hand where a browser lets no page copy
        await wim.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await wim.WatchAsync(board);
        await wim.Page.GetByText("Embed it").ClickAsync();
        await wim.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(wim.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var markup = await wim.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        markup.ShouldBe(await wim.Page.GetByLabel("Markup to copy").InputValueAsync());
        await ada.WatchAsync(board);
        await ada.Page.GetByText("Embed it").ClickAsync();
        await ada.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Marked: copy it now" })).ToBeVisibleAsync();
        (await ada.Page.EvaluateAsync<string>("() => { const text = document.querySelector('.snippet textarea'); return text.value.slice(text.selectionStart, text.selectionEnd); }")).ShouldBe(markup);

        // Another site: to browsers a number is another name than localhost. What is copied names the board as people reach it, which nobody does here
        var home = Stage.Site.Settings["Textak:Address"];
        markup.ShouldContain($"\"{home}/embed/{board.Slug}\"");
        await using var elsewhere = await ServeAsync(
            $"<!doctype html><meta name=\"viewport\" content=\"width=device-width\"><title>Elsewhere</title><h1>Elsewhere</h1>{markup.Replace($"{home}/", Stage.Address.ToString(), StringComparison.Ordinal)}");
        var reader = await WatcherAsync(Devices.Phone);
        await reader.OpenAsync(elsewhere.Urls.Single());
        var tile = reader.Page.FrameLocator("iframe");
        await Expect(tile.Locator(".state")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 45_000 });
        await Expect(tile.Locator(".count")).ToHaveTextAsync("40");
        var curve = await tile.Locator(".spark .line").GetAttributeAsync("d");
        await tile.Locator("main").EvaluateAsync("() => { globalThis.marked = true; }");

        await ada.EstimateAsync(90);
        await Expect(wim.Number).Not.ToHaveTextAsync("40");
        var number = await SettledAsync(wim);
        await Expect(tile.Locator(".count")).ToHaveTextAsync(number);
        await Expect(tile.Locator(".words b")).ToHaveTextAsync((await wim.Page.Locator("#word").TextContentAsync())!);
        await Expect(tile.Locator(".words .up")).ToContainTextAsync("pts");
        await Expect(tile.Locator(".spark .line")).ToHaveAttributeAsync("d", new Regex($"^{Regex.Escape(curve!)}V[0-9.]+$"));
        (await tile.Locator("main").EvaluateAsync<bool>("() => globalThis.marked === true")).ShouldBeTrue("nothing was loaded again");

        // What a frame doesn't tell in numbers is read anew
        await Stage.AppendAsync(board, mo.Name, new TakeStep(Step.ResolveTrue, "It was lit.", "https://lamp.example/", Administers: false).ApplyAsync);
        await Expect(tile.Locator(".probability")).ToContainTextAsync("True");
        (await tile.Locator("main").EvaluateAsync<bool>("() => globalThis.marked === true")).ShouldBeTrue("the tile alone was");
        (await reader.Context.CookiesAsync()).ShouldBeEmpty();
        var board2 = await reader.Context.RunAndWaitForPageAsync(() => tile.GetByRole(AriaRole.Link, new() { Name = board.Title }).ClickAsync());
        await Expect(board2.Locator("#standing")).ToContainTextAsync("Resolved true");

        // Without script it is a picture of the moment
        var still = await WatcherAsync(Devices.Desktop.WithoutScript());
        await still.OpenAsync($"/embed/{board.Slug}?theme=dark");
        await Expect(still.Page.Locator(".words")).ToContainTextAsync("stood at");
        await Expect(still.State).ToContainTextAsync("as of");
    }

    /// <summary>A site of somebody else's, with one page.</summary>
    private static async Task<WebApplication> ServeAsync(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Run(http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            return http.Response.WriteAsync(http.Request.Path == "/" ? page : "");
        });
        await site.StartAsync();
        return site;
    }

    /// <summary>The number once it has counted over.</summary>
    private static async Task<string> SettledAsync(Person person)
    {
        await Expect(person.Page).ToHaveTitleAsync(new Regex("^[0-9]+% "));
        var number = Regex.Match(await person.Page.TitleAsync(), "^[0-9]+").Value;
        await Expect(person.Number).ToHaveTextAsync(number);
        return number;
    }
}
