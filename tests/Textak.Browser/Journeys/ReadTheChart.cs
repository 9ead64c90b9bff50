using System.Text.RegularExpressions;

namespace Textak.Browser;

public sealed class ReadTheChart(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task By_keyboard_it_says_number_spread_and_what_happened_and_leads_there()
    {
        var board = await Stage.OpenBoardAsync(percent: 40, @for: 1, against: 0);
        var (ada, wim, mo) = (await ParticipantAsync("Ada"), await WatcherAsync(), await ModeratorAsync("Mo"));
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        var (plot, output) = (wim.Page.Locator(".plot"), wim.Page.Locator(".chart output"));
        await ada.EstimateAsync(60);
        await Expect(wim.Number).ToHaveTextAsync("50");

        await plot.FocusAsync();
        await wim.Page.Keyboard.PressAsync("ArrowLeft");
        await wim.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(plot).ToHaveAttributeAsync("aria-valuetext", new Regex("^[0-9]+ [A-Z][a-z]+, 50%, half from 40 to 60%$"));
        await Expect(output).ToContainTextAsync("50% · half from 40 to 60%");
        await wim.Page.Keyboard.PressAsync("Home");
        await wim.Page.Keyboard.PressAsync("ArrowRight");
        await wim.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(plot).ToHaveAttributeAsync("aria-valuetext", new Regex(", 40%, half from 40 to 40%, an argument for$"));
        await Expect(output.GetByRole(AriaRole.Link)).ToHaveTextAsync("an argument for");
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page).ToHaveURLAsync(new Regex("#argument-[0-9]+$"));

        // The second line, its own words, and an address that keeps the choice
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "Show the geometric mean" }).ClickAsync();
        await Expect(wim.Page.GetByRole(AriaRole.Link, new() { Name = "Hide the geometric mean" })).ToBeVisibleAsync();
        await plot.FocusAsync();
        await wim.Page.Keyboard.PressAsync("End");
        await Expect(output).ToContainTextAsync("geometric mean 50%");
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "Day", Exact = true }).ClickAsync();
        await Expect(wim.Page).ToHaveURLAsync(new Regex(@"\?days=1&mean=true"));
        await wim.Page.ReloadAsync();
        await wim.IsLiveAsync();
        await Expect(wim.Page.Locator(".chart nav [aria-current]")).ToHaveTextAsync("Day");
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();

        // What happens is marked as it happens, and is gone with what is hidden; an open table goes along
        await wim.Page.GetByText("The history as a table").ClickAsync();
        await Expect(wim.Page.Locator(".rows tbody tr").First).ToContainTextAsync("50%");
        await ada.ArgueAsync("against", "Whoever has climbed the stairs in winter thinks otherwise.");
        await Expect(wim.Page.Locator(".marks a")).ToHaveCountAsync(2);
        await ada.EstimateAsync(30);
        await Expect(wim.Page.Locator(".rows tbody tr").First).ToContainTextAsync("35%");
        await mo.WatchAsync(board);
        await mo.HideAsync("Whoever has climbed the stairs in winter", "Beside the point");
        await Expect(wim.Page.Locator(".marks a")).ToHaveCountAsync(1);
        await Expect(wim.Page.Locator(".marks .for")).ToHaveCountAsync(1);
    }
}
