using System.Net;
using Textak.Web.Features.Live;

namespace Textak.Tests;

internal static class Replies
{
    /// <summary>The command was carried out, or had been.</summary>
    public static Answer ShouldBeTaken(this Reply reply)
    {
        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Complaint);
        return reply.Answer.ShouldNotBeNull();
    }

    /// <summary>The script was told what is wrong, at its field.</summary>
    public static void ShouldBeRefused(this Reply reply, string field, string message, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        reply.Status.ShouldBe(status, reply.Complaint);
        reply.Errors.ShouldContainKey(field);
        string.Join(' ', reply.Errors[field]).ShouldContain(message, Case.Sensitive);
    }

    /// <summary>The page came back and shows what is wrong in the element that the selector names.</summary>
    public static void ShouldComplain(this Reply reply, string selector, string message, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        reply.Status.ShouldBe(status);
        var shown = reply.Page.ShouldNotBeNull().QuerySelectorAll(selector).Where(element => !element.HasAttribute("hidden")).ToList();
        shown.ShouldNotBeEmpty($"nothing is shown at {selector}");
        string.Join(' ', shown.Select(element => element.TextContent)).ShouldContain(message, Case.Sensitive);
    }
}
