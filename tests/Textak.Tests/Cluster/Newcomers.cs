using System.Net;

namespace Textak.Tests.Cluster;

/// <summary>People who register with one node, and are then to be known to all.</summary>
internal static class Newcomers
{
    public static async Task<IReadOnlyList<string>> WrongAsync(IReadOnlyList<Node> nodes)
    {
        var wrong = new List<string>();
        foreach (var node in nodes)
        {
            using var web = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = node.Address };
            await new Visitor(web).RegisterAsync(Fresh.Name("Newcomer"));
            foreach (var other in nodes)
            {
                using var answer = await web.GetAsync(new Uri(other.Address, "/account"));
                if (answer.StatusCode != HttpStatusCode.OK) wrong.Add($"who registered with {node.Name} is not known to {other.Name}: {(int)answer.StatusCode}");
            }
        }
        return wrong;
    }
}
