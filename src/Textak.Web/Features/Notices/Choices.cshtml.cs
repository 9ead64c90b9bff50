using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Web.Features.Notices;

/// <summary>What one hears of, by cause, and how; and whether the mail address is one's own.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ChoicesModel(TextakDb db, Mail mail, MailLinks links, Questions questions, TimeProvider time, ILogger<ChoicesModel> logger) : PageModel
{
    private Account account = null!;

    /// <summary>What the owner of a mail got to show that it is theirs.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Confirm { get; set; }

    public IReadOnlyDictionary<NoticeCause, NoticeChoice> Choices { get; private set; } = new Dictionary<NoticeCause, NoticeChoice>();
    public bool HasMail => mail.IsOn;
    public string? Address => account.Email;
    public bool IsConfirmed => account.EmailConfirmed;
    public string? Notice { get; private set; }

    /// <summary>What was typed as points, where it is no number of them.</summary>
    public string? Points { get; private set; }
    public string? Error { get; private set; }

    public Task OnGetAsync(string? changed)
    {
        Notice = changed switch
        {
            "choices" => "Your choices were saved.",
            "asked" => "A mail is on its way: open the link in it.",
            "address" => "The address is yours: mails may go there now.",
            _ => null,
        };
        return ReadAsync();
    }

    public async Task<IActionResult> OnPostAsync(string? points, string? side)
    {
        await ReadAsync();
        if (!Request.HasFormContentType) return RedirectToPage();
        var number = 0;
        var isWrong = !string.IsNullOrWhiteSpace(points) && !(int.TryParse(points, NumberStyles.None, CultureInfo.InvariantCulture, out number) && NoticeChoice.ArePoints(number));
        foreach (var (cause, choice) in Choices)
        {
            // What wasn't sent stays
            if (!Enum.TryParse<NoticeWay>(Request.Form[cause.ToString()].ToString(), out var way) || !Enum.IsDefined(way)) continue;
            choice.Choose(db, way, number, Enum.TryParse<Side>(side, out var one) && Enum.IsDefined(one) ? one : null);
        }
        // What was chosen beside it stays as it is on the page
        if (isWrong)
        {
            Points = points;
            return Page(StatusCodes.Status422UnprocessableEntity);
        }
        await NoticeChoice.SaveAsync(db);
        return RedirectToPage(new { changed = "choices" });
    }

    /// <summary>Sends a mail to one's own address, which asks whether it is.</summary>
    public async Task<IActionResult> OnPostAskAsync()
    {
        await ReadAsync();
        if (!mail.IsOn || account.Email is not { } address || account.EmailConfirmed) return RedirectToPage();
        if (!await NoticeBox.AskAsync(db, account.Id, time.Now())) return Refuse("A mail was sent a few minutes ago. If it didn’t come, try again in ten minutes.");
        if (!questions.May(address)) return Refuse("That address was sent as many of these mails as it may get in a day. If none came, try again tomorrow.");
        // Whoever reads it may be a stranger: it says nothing that somebody could have chosen to say to them
        var text = $"Somebody at Textak wants notices sent to this address. If that is you, open this link while you are signed in:\n\n"
            + $"{mail.Link($"/notices/choices?confirm={links.Own(account.Id, address)}")}\n\nIf not, nothing more comes.\n";
        try
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"address.{account.Id}.{Ids.New():N}");
            await mail.SendAsync(mail.Write(address, id, "Is this your address?", time.Now(), text), HttpContext.RequestAborted);
        }
        catch (Exception e) when (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            logger.LogWarning("A mail to account {Account} could not be sent: {Message}", account.Id, e.Message);
            return Refuse("The mail could not be sent just now. Try again in ten minutes.");
        }
        return RedirectToPage(new { changed = "asked" });
    }

    /// <summary>Takes the token of that mail.</summary>
    public async Task<IActionResult> OnPostAddressAsync(string? token)
    {
        await ReadAsync();
        if (!links.IsOwn(token, account.Id, account.Email)) return Refuse("That link was for another address, or another account. Have a new mail sent.");
        var (id, address) = (account.Id, account.Email);
        await db.Users.Where(a => a.Id == id && a.Email == address).ExecuteUpdateAsync(a => a.SetProperty(x => x.EmailConfirmed, true));
        return RedirectToPage(new { changed = "address" });
    }

    private PageResult Refuse(string error)
    {
        Error = error;
        return Page(StatusCodes.Status422UnprocessableEntity);
    }

    private PageResult Page(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    private async Task ReadAsync()
    {
        var me = Viewer.From(User).Id!.Value;
        account = await db.Users.AsNoTracking().SingleAsync(a => a.Id == me);
        Choices = await NoticeChoice.ReadAsync(db, me, HttpContext.RequestAborted);
    }
}
