using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Textak.Browser;

/// <summary>
/// What must not happen behind anybody's page: errors and policy violations in the console, errors in a script, answers
/// of 500 and above, files that aren't there, dialogs.
/// </summary>
public sealed class Faults
{
    private readonly ConcurrentQueue<string> seen = new();
    private readonly List<Regex> forgiven = [];

    public IReadOnlyCollection<string> Seen => seen;

    /// <summary>Looks on at everything that one person's browser does.</summary>
    public void Watch(IBrowserContext context)
    {
        context.Console += (_, message) =>
        {
            // The browser repeats each answer above 399 here; the answers are judged by themselves
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal))
                Add($"console: {message.Text}");
        };
        context.WebError += (_, error) => Add($"script: {error.Error}");
        context.Response += (_, answer) =>
        {
            if (answer.Status >= 500 || (answer.Status >= 400 && answer.Request.ResourceType is "script" or "stylesheet" or "font" or "image"))
                Add($"{answer.Status}: {answer.Request.Method} {answer.Url}");
        };
        context.Dialog += (_, dialog) =>
        {
            Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    /// <summary>Lets pass what a journey brings about on purpose.</summary>
    public void Forgive(string pattern) => forgiven.Add(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

    private void Add(string fault)
    {
        if (!forgiven.Any(pattern => pattern.IsMatch(fault))) seen.Enqueue(fault);
    }
}
