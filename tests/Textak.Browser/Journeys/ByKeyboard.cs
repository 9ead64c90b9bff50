using System.Text.RegularExpressions;

namespace Textak.Browser;

public sealed class ByKeyboard(Stage stage) : Journey(stage)
{
    /// <summary>Says why one can't see what has the focus: there has to be an outline on it, on what stands for it, or on its label; and it has to be on the screen.</summary>
    private const string Unseen = """
        () => {
          const focused = document.activeElement;
          if (focused === document.body) return null;
          const shows = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)';
          const places = [focused, focused.closest('label')].filter(Boolean);
          const shown = places.some(place => [null, '::before', '::after'].some(part => shows(getComputedStyle(place, part))));
          if (!shown) return `no outline on ${focused.outerHTML}`;
          const box = (focused.closest('label') ?? focused).getBoundingClientRect();
          return box.bottom > 0 && box.top < innerHeight && box.width > 0 ? null : `off the screen: ${focused.outerHTML}`;
        }
        """;

    [Fact]
    public async Task From_the_feed_to_an_argument_and_a_rating_without_a_mouse()
    {
        var board = await Stage.OpenBoardAsync(@for: 2, percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await ada.WatchFeedAsync();
        await wim.WatchAsync(board);

        await TabToAsync(ada, ada.Tile(board).GetByRole(AriaRole.Link));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page).ToHaveURLAsync(new Regex($"{Regex.Escape(board.Path)}$"));
        await ada.IsLiveAsync();

        await TabToAsync(ada, ada.Page.Locator(".plot"));
        await ada.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(ada.Page.Locator(".chart output")).ToContainTextAsync("40%");
        await ada.Page.Keyboard.PressAsync("Home");
        await Expect(ada.Page.Locator(".chart output")).ToContainTextAsync("50%");

        await TabToAsync(ada, ada.Page.GetByRole(AriaRole.Slider, new() { Name = "Your probability in percent" }));
        await ada.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(ada.Page.Locator("#percent")).ToHaveValueAsync("41");
        await Expect(ada.Page.Locator(".set button")).ToHaveTextAsync("Set 41%");
        await TabToAsync(ada, ada.Page.Locator("#percent"));
        await ada.Page.Keyboard.PressAsync("ControlOrMeta+a");
        await ada.Page.Keyboard.TypeAsync("64");
        await Expect(ada.Page.Locator("#dial")).ToHaveValueAsync("64");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 64%");
        await Expect(wim.Number).ToHaveTextAsync("52");

        await TabToAsync(ada, ada.Column("for").Locator(".argue > summary"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Text("for")).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("Whoever has hands can light a lamp.");
        await TabToAsync(ada, ada.PostButton("for"));
        // What others have said comes in above it
        await Expect(ada.Composer("for").Locator(".said")).ToBeVisibleAsync();
        (await ada.Page.EvaluateAsync<string?>(Unseen)).ShouldBeNull();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Focused).ToHaveTextAsync("Argue for…");
        await Expect(wim.Card("Whoever has hands")).ToBeVisibleAsync();

        await TabToAsync(ada, ada.Card("Reason 1 for").GetByRole(AriaRole.Link, new() { Name = "Rate" }));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Focused).ToHaveTextAsync("0");
        await TabToAsync(ada, ada.Card("Reason 1 for").GetByRole(AriaRole.Button, new() { Name = "4" }));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Card("Reason 1 for").GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("Strength 2.9 of 5, from 1 vote");
        await Expect(ada.Focused).ToHaveTextAsync("Rate");

        await TabToAsync(ada, ada.Page.Locator("button[form=withdraw]"), back: true);
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Number).ToHaveTextAsync("40");
    }

    [Fact]
    public async Task From_a_resolved_board_to_the_records_and_back()
    {
        const string path = "/f/olympiad-gold-2025";
        var wim = await WatcherAsync();
        await wim.OpenAsync(path);
        await TabToAsync(wim, wim.Page.Locator(".argument .by").First);
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page).ToHaveURLAsync(new Regex("/u/Textak%20Editorial$"));
        await Expect(wim.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Textak Editorial");
        (await WalkAsync(wim)).ShouldBeGreaterThan(10);

        await wim.Page.EvaluateAsync("() => document.activeElement.blur()");
        await TabToAsync(wim, wim.Page.Locator(".notice").GetByRole(AriaRole.Link, new() { Name = "leaderboard" }));
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Leaderboard");
        await TabToAsync(wim, wim.Page.GetByRole(AriaRole.Link, new() { Name = "Baseline score" }));
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page).ToHaveURLAsync(new Regex("by=baseline$"));
        (await WalkAsync(wim)).ShouldBeGreaterThan(10);

        await wim.Page.EvaluateAsync("() => document.activeElement.blur()");
        await TabToAsync(wim, wim.Page.Locator(".masthead").GetByRole(AriaRole.Link, new() { Name = "Track record" }));
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page.GetByRole(AriaRole.Img, new() { Name = "Calibration" })).ToBeVisibleAsync();
        (await WalkAsync(wim)).ShouldBeGreaterThan(10);
        await wim.Page.EvaluateAsync("() => document.activeElement.blur()");
        await TabToAsync(wim, wim.Page.Locator($".list a[href='{path}']"));
        await wim.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page).ToHaveURLAsync(new Regex($"{path}$"));
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_head_of_each_page()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        foreach (var path in new[] { "/", board.Path, "/how-it-works", "/account" })
        {
            await ada.OpenAsync(path);
            await ada.Page.Locator("body").EvaluateAsync("body => { document.activeElement.blur(); scrollTo(0, 0); }");
            if (path != "/account") await ada.Page.Keyboard.PressAsync("Tab");
            else await ada.Page.Locator(".skip").FocusAsync();
            await Expect(ada.Focused).ToHaveTextAsync("Skip to the content");
            await Expect(ada.Focused).ToBeInViewportAsync();
            await ada.Page.Keyboard.PressAsync("Enter");
            await ada.Page.Keyboard.PressAsync("Tab");
            (await ada.Page.EvaluateAsync<bool>("() => document.querySelector('.masthead').contains(document.activeElement)")).ShouldBeFalse(path);
            (await ada.Page.EvaluateAsync<bool>("() => document.activeElement !== document.body")).ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task Each_stop_shows_its_focus_and_follows_the_order_of_the_page()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, mia, wim) = (await ParticipantAsync("Ada"), await ModeratorAsync("Mia"), await WatcherAsync());
        await ada.ArgueOnAsync(board, "for", "So that there is one of one's own, with a source.", "https://lamp.example/");
        foreach (var (person, path) in new[] { (wim, "/"), (wim, board.Path), (ada, board.Path), (mia, board.Path), (wim, "/account/register"), (ada, "/account"), (mia, $"{board.Path}?order=strongest") })
        {
            await person.OpenAsync(path);
            var stops = await WalkAsync(person);
            stops.ShouldBeGreaterThan(8, path);
        }
    }

    /// <summary>Presses Tab until something has the focus, and looks at each stop on the way.</summary>
    private static async Task TabToAsync(Person person, ILocator goal, bool back = false)
    {
        await Expect(goal).ToHaveCountAsync(1);
        for (var stop = 0; stop < 200; stop++)
        {
            await person.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            var fault = await goal.EvaluateAsync<string?>($"goal => ({Unseen})() ?? (goal === document.activeElement ? 'there' : null)");
            if (fault == "there") return;
            fault.ShouldBeNull();
        }
        Assert.Fail($"Tab never came to {goal}");
    }

    /// <summary>Once through the page; each stop stands after the one before.</summary>
    private static async Task<int> WalkAsync(Person person)
    {
        await person.Page.EvaluateAsync("() => { document.activeElement.blur(); globalThis.before = document.querySelector('.skip'); globalThis.before.focus(); }");
        for (var stop = 1; ; stop++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            var fault = await person.Page.EvaluateAsync<string?>($$"""
                () => {
                  const now = document.activeElement, before = globalThis.before;
                  globalThis.before = now;
                  if (now === document.body || now.matches('.skip')) return 'end';
                  if (!(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) return `${now.outerHTML} comes before ${before.outerHTML}`;
                  return ({{Unseen}})();
                }
                """);
            if (fault == "end") return stop;
            fault.ShouldBeNull();
        }
    }
}
