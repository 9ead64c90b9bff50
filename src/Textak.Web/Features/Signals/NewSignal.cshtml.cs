using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Signals;

/// <summary>Where a moderator adds a piece of news by hand, to one board or several.</summary>
[Authorize(Policies.Moderate)]
public sealed class NewSignalModel(BoardLog log, Tailer tailer, TimeProvider time) : CommandPage(log, tailer)
{
    private readonly BoardLog log = log;

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public TypedSignal Typed { get; private set; } = new(null, null, null, null, null);

    /// <inheritdoc cref="Typed"/>
    public string? Boards { get; private set; }

    /// <summary>The command that was refused: sent again, it does on no board twice what it did already.</summary>
    public Guid? Again { get; private set; }

    public void OnGet(string? board) => Boards = board;

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? headline, string? source, string? link, string? published, string? direction, string? grade, string? boards)
    {
        (Typed, Boards) = (new(headline, source, link, published, direction, grade), boards);
        if (commandId == Guid.Empty) return await RefuseAsync(Refusal.Incomplete, "", 422);
        var slugs = Slugs(boards);
        var (answers, refusal) = await Typed.AddAsync(log, Tailer, slugs, Viewer.Id!.Value, commandId, time.Now(), HttpContext.RequestAborted);
        if (refusal is not null)
        {
            Again = commandId;
            return await RefuseAsync(refusal, "", 422);
        }
        return WantsJson ? new JsonResult(answers[^1]) : LocalRedirect($"/f/{slugs[0]}#signals");
    }

    protected override Task<IActionResult> ShowAsync() => Task.FromResult<IActionResult>(Page());

    // An address is as good as its end
    private static List<string> Slugs(string? typed) => [.. (typed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.LastIndexOf("/f/", StringComparison.Ordinal) is >= 0 and var at ? line[(at + 3)..] : line)
        .Select(line => line.Split('/', '?', '#')[0]).Where(slug => slug.Length > 0).Distinct(StringComparer.Ordinal)];
}
