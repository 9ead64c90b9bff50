using System.Globalization;
using System.Net;
using System.Text;

namespace Textak.Tests.Api.Fuzz;

/// <summary>Calls every operation of the document again and again, as every kind of caller, and holds each answer against the document.</summary>
internal sealed class Fuzzer(Described described, World world, int seed)
{
    // Of moderators' acts few are let through as they should be: soon no board would be open
    private static readonly string[] Drastic = ["takeStep", "imposeSanction", "setVisibility", "setSlowMode", "withdrawArgument"];
    private readonly Random random = new(seed);
    private readonly Dictionary<int, int> statuses = [];
    private readonly Dictionary<string, HashSet<int>> seen = [];

    /// <summary>What came that shouldn't, with what was sent.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>The kinds of failures that came.</summary>
    public SortedSet<string> Codes { get; } = [];

    public int Sent { get; private set; }

    /// <summary>A line of figures.</summary>
    public string Table(TimeSpan time) => string.Create(CultureInfo.InvariantCulture,
        $"{Sent} requests to {seen.Count} of {described.Operations.Count} operations in {time.TotalSeconds:0} s, seed {seed}: ")
        + string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value}"))) + $"; {Wrong.Count} wrong";

    /// <summary>Operations that never once succeeded.</summary>
    public IEnumerable<string> NeverDone => described.Operations.Select(o => o.Id).Where(id => !seen.TryGetValue(id, out var all) || !all.Any(s => s is 200 or 201 or 304));

    public async Task RunAsync(int requests)
    {
        var values = new Values(described, world, random);
        for (var i = 0; i < requests && Wrong.Count < 50; i++)
            // Each in turn, so that none is left out
            await SendAsync(described.Operations[i % described.Operations.Count], values);
        // Where much has to be right at once it takes longer until it is, and none of it broken
        for (var i = 0; i < requests / 2 && Wrong.Count < 50 && NeverDone.ToList() is { Count: > 0 } left; i++)
            await SendAsync(described.Operations.First(o => o.Id == left[i % left.Count]), values, asItShould: true);
    }

    private async Task SendAsync(Described.Operation operation, Values values, bool asItShould = false)
    {
        var (name, caller) = values.Chance(.5) ? ("an admin", world.Of("an admin")) : values.One(world.Callers);
        if (name == "an admin" && values.Chance(.4)) (name, caller) = ("a participant", world.Of("a participant"));
        var broken = !asItShould && (values.Chance(.45) || (Drastic.Contains(operation.Id) && values.Chance(.9))) ? .35 : 0;
        var address = values.Address(operation, broken);
        using var request = new HttpRequestMessage(new(operation.Method), new Uri(address, UriKind.Relative));
        var body = operation.Body is { } schema ? values.Body(schema, broken) : null;
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new(values.Chance(broken / 4) ? "text/plain" : "application/json");
        }
        foreach (var (header, value) in values.Headers(operation, address, broken)) request.Headers.TryAddWithoutValidation(header, value);
        // A stream doesn't end: its head is all that is looked at
        var streams = operation.Answers.TryGetValue(200, out var types) && types.ContainsKey("text/event-stream");
        using var response = await caller.Client.SendAsync(request, streams ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
        Sent++;
        var text = streams && response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
        if (Complaint(operation, response, text) is { } complaint)
            Wrong.Add($"{complaint}\n  {name}: {operation.Method} {address}\n  {string.Join(", ", request.Headers.Select(h => $"{h.Key}: {string.Join(' ', h.Value)}"))}\n  {Cut(body)}\n  {(int)response.StatusCode} {Cut(text)}");
        Learn(operation, values, response, text, address);
    }

    private static string? Complaint(Described.Operation operation, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        if (status >= 500) return "it broke";
        if (!operation.Answers.TryGetValue(status, out var types)) return $"{operation.Id} doesn't say that it answers {status}";
        var type = response.Content.Headers.ContentType?.MediaType;
        if (types.Count == 0) return text.Length > 0 || type is not null ? $"{status} has no body, and brought {type}" : null;
        if (type is null || !types.TryGetValue(type, out var schema)) return $"{status} is not said to be {type}";
        return type == "text/event-stream" ? null : schema.Wrong(text) is { } wrong ? $"{status} isn't what the document says: {wrong}" : null;
    }

    private void Learn(Described.Operation operation, Values values, HttpResponseMessage response, string text, string address)
    {
        var status = (int)response.StatusCode;
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
        (seen.TryGetValue(operation.Id, out var all) ? all : seen[operation.Id] = []).Add(status);
        if (response.Headers.ETag is { IsWeak: false } tag) values.Tags[address.Split('?')[0]] = tag.ToString();
        if (status >= 400 && text.StartsWith('{')) Codes.Add(System.Text.Json.JsonElement.Parse(text).GetProperty("type").GetString()!.Split('#')[^1]);
        if (response.StatusCode != HttpStatusCode.OK || !text.StartsWith("{\"items\"", StringComparison.Ordinal)) return;
        if (System.Text.Json.JsonElement.Parse(text).TryGetProperty("next", out var next) && next.ValueKind == System.Text.Json.JsonValueKind.String) values.Cursors[operation.Id] = next.GetString()!;
    }

    private static string Cut(string? text) => text is null ? "" : text.Length > 600 ? text[..600] + "…" : text;
}
