namespace Textak.Browser;

/// <summary>To which node a person's socket leads, by what the balancer says when it opens.</summary>
public sealed class Leads
{
    private const string Header = "X-Textak-Node";
    private volatile string node = "";

    /// <summary>The node's name, or nothing before there was a socket.</summary>
    public string Node => node;

    /// <summary>Follows the sockets of a person's page from now on.</summary>
    public static async Task<Leads> OfAsync(Person person)
    {
        var leads = new Leads();
        var network = await person.Context.NewCDPSessionAsync(person.Page);
        network.Event("Network.webSocketHandshakeResponseReceived").OnEvent += (_, said) =>
        {
            foreach (var header in said!.Value.GetProperty("response").GetProperty("headers").EnumerateObject())
                if (header.Name.Equals(Header, StringComparison.OrdinalIgnoreCase)) leads.node = header.Value.GetString()!;
        };
        await network.SendAsync("Network.enable");
        return leads;
    }

    /// <summary>Asks for a page until every one of so many nodes has answered.</summary>
    /// <returns>Each node's answer.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> AnswersAsync(Person person, string path, int nodes)
    {
        var answers = new Dictionary<string, string>();
        for (var tries = 0; answers.Count < nodes && tries < 10 * nodes; tries++)
        {
            var answer = await person.Context.APIRequest.GetAsync(path);
            answers[answer.Headers[Header.ToLowerInvariant()]] = await answer.TextAsync();
        }
        return answers;
    }
}
