using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>
/// What one mail tells somebody: all that came out since the last, by cause. It quotes nobody: nobody can take back from a mailbox what is
/// hidden tomorrow, so what an argument says is read on the board.
/// </summary>
/// <param name="Parts">One a cause.</param>
/// <param name="Choices">Where all of it is chosen.</param>
public sealed record Letter(IReadOnlyList<Letter.Part> Parts, string Choices)
{
    private const int MostLines = 50;

    // What is older is no news
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);

    /// <param name="until">Of what came out later the next one tells.</param>
    /// <returns>The letter, or null where nothing is left that its owner hasn't seen, still wants by mail, and may be told still.</returns>
    public static async Task<MimeMessage?> WriteAsync(TextakDb db, Mail mail, MailLinks links, Fragments fragments, Account to, DateTimeOffset? until, DateTimeOffset now, CancellationToken stop)
    {
        var (id, since) = (to.Id, now - Oldest);
        var seen = await db.NoticeBoxes.Where(b => b.AccountId == id).Select(b => b.SeenAt).SingleAsync(stop);
        var wanted = db.NoticeChoices.Where(c => c.AccountId == id && c.Way == NoticeWay.Mail).Select(c => c.Cause);
        var lines = await NoticeLine.ReadAsync(db, db.Notices
            .Where(n => n.AccountId == id && n.MailDue && n.OutAt > seen && n.OutAt > since && n.OutAt <= until && wanted.Contains(n.Cause))
            // Of what was hidden meanwhile those alone hear whom the hiding concerns
            .Where(n => n.Count > 1 || n.Cause == NoticeCause.Judgement || n.Cause == NoticeCause.Report || !db.Arguments.Any(a => a.Id == n.ArgumentId && a.HiddenAt != null))
            .OrderBy(n => n.Id), stop);
        if (lines.Count == 0) return null;

        var parts = lines.GroupBy(line => line.Notice.Cause).OrderBy(own => own.Key).Select(own => new Part(
            own.Key, [.. own.Take(MostLines).Select(line => new Line(line.Words, line.Title, mail.Link(line.Path)))],
            own.Count() - MostLines, mail.Link("/notices"), Stop(own.Key))).ToList();
        var said = new Letter(parts, mail.Link("/notices/choices"));
        var letter = mail.Write(to.Email!, string.Create(CultureInfo.InvariantCulture, $"notice.{id}.{lines[^1].Notice.Id}"),
            lines.Count == 1 ? $"{lines[0].Words}: {lines[0].Title}" : $"{lines.Count} notices from Textak", now, said.ToText(), await said.ToHtmlAsync(fragments));
        // One click in the reader's own program ends what this mail is for: RFC 8058
        letter.Headers.Add("List-Unsubscribe", $"<{Stop([.. parts.Select(part => part.Cause)])}>");
        letter.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return letter;

        string Stop(params NoticeCause[] causes) => mail.Link($"/notices/unsubscribe/{links.Unsubscribe(id, causes)}");
    }

    private string ToText()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"About {part.Cause.Say()}:\n\n");
            foreach (var line in part.Lines) text.Append(CultureInfo.InvariantCulture, $"{line.Words}: {line.Title}\n{line.Link}\n\n");
            if (part.More > 0) text.Append(CultureInfo.InvariantCulture, $"And {part.More} more: {part.All}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"No more mails about this: {part.Stop}\n\n\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"--\nYou chose to get these. What you hear of, and how: {Choices}\n").ToString();
    }

    private async Task<string> ToHtmlAsync(Fragments fragments)
    {
        var drawn = await fragments.RenderAsync([this], letter => (typeof(LetterPage), ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterPage.Letter)] = letter })), (_, html) => html);
        return $"<!doctype html>\n{drawn[0]}";
    }

    /// <summary>What it tells about one cause.</summary>
    /// <param name="More">How many lines were too many; 0 or less where none was.</param>
    /// <param name="All">Where those are read.</param>
    /// <param name="Stop">Where mails about it are ended.</param>
    public sealed record Part(NoticeCause Cause, IReadOnlyList<Line> Lines, int More, string All, string Stop);

    public sealed record Line(string Words, string Title, string Link);
}
