using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Tests.Accounts;

namespace Textak.Tests.Live;

/// <summary>What is long in a frame is packed for the way, and says the same.</summary>
public class PackedTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const string Long = "Said at some length, so that it pays to pack it: where many watch, what they cost are bytes, and most of a card is the same as of any other.";

    // As they are sent
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_long_frame_is_shorter_on_its_way_and_says_what_a_catch_up_says()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var frame = await PushedAsync(slug, person => person.ArguedAsync(slug, "for", Long));
        using var reader = site.Visit();
        var answer = JsonNode.Parse(await reader.Client.GetStringAsync($"/f/{slug}/frames?after=1"))!.AsObject();

        frame.ContainsKey("packed").ShouldBeTrue();
        var sent = frame.ToJsonString(Relaxed);
        sent.ShouldNotContain(Long);
        frame.Unpack();
        foreach (var part in (string[])["cards", "signals", "points", "activity", "standing", "criteria", "crux"])
            JsonNode.DeepEquals(frame[part], answer[part]).ShouldBeTrue(part);
        frame["cards"]![0]!["html"]!.GetValue<string>().ShouldContain(Long);
        sent.Length.ShouldBeLessThan(frame.ToJsonString(Relaxed).Length * 3 / 4);
    }

    [Fact]
    public async Task A_short_frame_is_left_as_it_is()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var frame = await PushedAsync(slug, person => person.EstimateAsync(slug, 62));

        frame.ContainsKey("packed").ShouldBeFalse();
        frame["points"]![0]!["p"]!.GetValue<double>().ShouldBe(62);
    }

    /// <summary>The frame that tells the second event, as it is sent.</summary>
    private async Task<JsonObject> PushedAsync(string slug, Func<Participant, Task> act)
    {
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        await using var socket = SignedIn.Socket(site, "nobody=1");
        var pushed = new ConcurrentQueue<JsonObject>();
        foreach (var method in Unpacked.Methods) socket.On<JsonElement>(method, sent => pushed.Enqueue(JsonObject.Create(sent)!));
        await socket.StartAsync();
        await socket.InvokeAsync<JsonElement>("Watch", slug, 0L);

        await act(person);
        JsonObject? frame = null;
        await Eventually.HoldsAsync(() => (frame = pushed.FirstOrDefault(f => f["to"]!.GetValue<long>() == 2)) is not null, "the event is pushed");
        return frame!;
    }
}
