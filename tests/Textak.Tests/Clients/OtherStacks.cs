using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Textak.Tests.Cluster;
using Textak.Web.Platform;

namespace Textak.Tests.Clients;

/// <summary>
/// A SignalR client of another stack and a plain curl follow a board of a real cluster while each of its nodes is killed in turn, and both
/// end exactly right: every number once, in order, up to the last. <c>bash tests/run.sh clients</c>; it takes Node.js, npm and curl.
/// </summary>
[Collection(nameof(ManyProcesses))]
public sealed class OtherStacks
{
    private const string Slug = "followed";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Apart = TimeSpan.FromMilliseconds(60), Calm = TimeSpan.FromSeconds(4);

    [Fact(Explicit = true)]
    public async Task Both_end_exactly_right_though_every_node_is_killed_under_them()
    {
        await Npm.InstallAsync();
        await using var machines = new Machines(RedisIs.There);
        await machines.StartAsync();
        await OpenAsync(machines);
        using var program = await ProgramAsync(machines);
        await using var curl = new Curl($"{machines.Address}api/v1/forecasts/{Slug}/stream");
        curl.Begin();
        using var node = Npm.Start("node", "follow.mjs", machines.Address.ToString().TrimEnd('/'), Slug);
        var said = node.StandardOutput.ReadToEndAsync();
        await Eventually.HoldsAsync(() => curl.Events.Count > 0, "curl has the board");

        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(program, enough.Token);
        foreach (var one in machines.Nodes)
        {
            await Task.Delay(Calm);
            await one.Process.KillAsync();
            await Task.Delay(Calm);
            await one.StartAsync();
        }
        await Task.Delay(Calm);
        await enough.CancelAsync();
        var sent = await writing;

        var board = (await program.GetFromJsonAsync<JsonElement>($"api/v1/forecasts/{Slug}")).GetProperty("forecast");
        var (head, percent) = (board.GetProperty("seq").GetInt64(), board.GetProperty("numbers").GetProperty("percent").GetInt32());
        var arguments = await ArgumentsAsync(program);
        await Eventually.HoldsAsync(() => curl.Events[^1].Id == head, $"curl is at {head}", seconds: 20);
        await Task.Delay(Calm);
        node.StandardInput.Close();
        await node.WaitForExitAsync().WaitAsync(Patience);
        var heard = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();

        TestContext.Current.TestOutputHelper!.WriteLine($"{sent} commands acknowledged, head {head}; curl started {curl.Lines} times, {curl.Events.Count} events; SignalR connected {heard.Count(h => h.TryGetProperty("lines", out _))} times");
        CurlShouldBeRight(curl, head, percent, arguments);
        SignalRShouldBeRight(heard, head, percent, arguments);
        curl.Lines.ShouldBeGreaterThan(1, "its node was killed");
        heard.Count(h => h.TryGetProperty("lines", out _)).ShouldBeGreaterThan(1, "its node was killed");
    }

    private static void CurlShouldBeRight(Curl curl, long head, int percent, List<long> arguments)
    {
        var events = curl.Events;
        var (last, seen) = (0L, new SortedSet<long>());
        foreach (var (name, id, data) in events)
        {
            var json = JsonElement.Parse(data);
            foreach (var argument in json.GetProperty("arguments").EnumerateArray()) seen.Add(argument.GetProperty("id").GetInt64());
            if (name == "reset") last.ShouldBe(0, "it lost nothing, so nothing had to begin anew");
            else (json.GetProperty("from").GetInt64(), json.GetProperty("to").GetInt64()).ShouldBe((last, id));
            last = id;
        }
        last.ShouldBe(head);
        JsonElement.Parse(events[^1].Data).GetProperty("numbers").GetProperty("percent").GetInt32().ShouldBe(percent);
        seen.ShouldBe(arguments);
    }

    private static void SignalRShouldBeRight(List<JsonElement> heard, long head, int percent, List<long> arguments)
    {
        heard.Where(h => h.TryGetProperty("lost", out _)).ShouldBeEmpty();
        var last = 0L;
        foreach (var frame in heard.Where(h => h.TryGetProperty("from", out _)))
        {
            frame.GetProperty("from").GetInt64().ShouldBe(last);
            last = frame.GetProperty("to").GetInt64();
        }
        var end = heard[^1];
        (last, end.GetProperty("seq").GetInt64(), end.GetProperty("percent").GetInt32()).ShouldBe((head, head, percent));
        end.GetProperty("cards").EnumerateArray().Select(c => c.GetInt64()).ShouldBe(arguments);
    }

    /// <summary>Argues and estimates until told to stop; what isn't answered is sent again under its key.</summary>
    private static async Task<int> WriteAsync(HttpClient program, CancellationToken enough)
    {
        var done = 0;
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var key = $"{Ids.New()}";
            // What was begun is brought to its end
            while (!await SendAsync(program, i, key)) await Task.Delay(Apart, CancellationToken.None);
            done++;
            await Task.Delay(Apart, CancellationToken.None);
        }
        return done;
    }

    private static async Task<bool> SendAsync(HttpClient program, int i, string key)
    {
        using var request = i % 5 == 0
            ? new HttpRequestMessage(HttpMethod.Post, $"api/v1/forecasts/{Slug}/arguments") { Content = JsonContent.Create(new { side = i % 10 == 0 ? "for" : "against", text = $"What is said as number {i}, while nodes die." }) }
            : new HttpRequestMessage(HttpMethod.Put, $"api/v1/forecasts/{Slug}/estimate") { Content = JsonContent.Create(new { percent = 1 + i * 37 % 99 }) };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await program.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created) return true;
            ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500, await response.Content.ReadAsStringAsync());
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task<List<long>> ArgumentsAsync(HttpClient program)
    {
        var (all, next) = (new List<long>(), "");
        do
        {
            var part = await program.GetFromJsonAsync<JsonElement>($"api/v1/forecasts/{Slug}/arguments?limit=200&cursor={next}");
            all.AddRange(part.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetInt64()));
            next = part.GetProperty("next").GetString();
        }
        while (next is not null);
        return [.. all.Order()];
    }

    private static async Task OpenAsync(Machines machines)
    {
        var file = Path.Combine(machines.Directory, $"{Slug}.md");
        await File.WriteAllTextAsync(file, $"""
            ---
            title: Is {Slug} followed to its end?
            slug: {Slug}
            horizon: 2030-12-31
            category: models
            ---
            It is.
            ## Resolution criteria
            True if both come to its end; false otherwise.
            """);
        await machines.RunVerbAsync("import", file);
    }

    /// <summary>A program with a token, made as its owner makes it.</summary>
    private static async Task<HttpClient> ProgramAsync(Machines machines)
    {
        using var owner = new Visitor(new(new SocketsHttpHandler()) { BaseAddress = machines.Address });
        await owner.RegisterAsync(Fresh.Name());
        await owner.GetAsync("/account/tokens");
        var form = owner.Page.QuerySelector("form[action*='handler=token']") as IHtmlFormElement;
        foreach (var box in form!.QuerySelectorAll("input[name=scopes]").OfType<IHtmlInputElement>()) box.IsChecked = true;
        await owner.SubmitAsync(form, ("name", "A follower"));
        var program = new HttpClient { BaseAddress = machines.Address, Timeout = TimeSpan.FromSeconds(15) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", ((IHtmlInputElement)owner.Page.QuerySelector("#secret")!).Value);
        return program;
    }
}
