using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Tests.Webhooks;

/// <summary>What people type is no way into this machine, or to its neighbours.</summary>
[Collection(nameof(TakenSite))]
public sealed class OutboundTests(TakenSite site)
{
    [Theory]
    [InlineData("http://example.org/in", "must begin with https://")]
    [InlineData("ftp://example.org/in", "whole web address")]
    [InlineData("https://user:secret@example.org/", "whole web address")]
    [InlineData("nonsense", "whole web address")]
    [InlineData("", "whole web address")]
    [InlineData("https://127.0.0.1/", "inside a network")]
    [InlineData("https://2130706433/", "inside a network")]
    [InlineData("https://0x7f.1/", "inside a network")]
    [InlineData("https://localhost/", "inside a network")]
    [InlineData("https://10.1.2.3:8443/in", "inside a network")]
    [InlineData("https://169.254.169.254/latest/meta-data", "inside a network")]
    [InlineData("https://192.168.0.1/", "inside a network")]
    [InlineData("https://100.64.0.1/", "inside a network")]
    [InlineData("https://[::1]/", "inside a network")]
    [InlineData("https://[::ffff:10.0.0.1]/", "inside a network")]
    [InlineData("https://[fd00::1]/", "inside a network")]
    [InlineData("https://[64:ff9b::a00:1]/", "inside a network")]
    public async Task An_address_that_is_none_for_everybody_is_refused(string address, string said)
    {
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var reply = await ada.SendAsync("/account/webhooks", Manner.Form, null, ("address", address), ("boards", "all"), ("kinds", "estimates"));
        reply.ShouldComplain("#address-error", said);
        reply.Page!.QuerySelector("#address")!.GetAttribute("value").ShouldBe(address.Length > 0 ? address : null);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var client = site.Services.GetRequiredService<Sender>().Client;

        // Past the form: as if the name had led elsewhere when it was looked at there
        foreach (var host in (string[])["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"])
            (await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://{host}:{port}/", TestContext.Current.CancellationToken))).Message.ShouldContain("no address of the open internet");
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task One_has_so_many_and_no_more_and_each_is_for_something()
    {
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        Task<Reply> MakeAsync(string boards, string? board, params string[] kinds) => ada.SendAsync("/account/webhooks", Manner.Form, null,
            [("address", "https://receiver.example/in"), ("boards", boards), ("board", board), .. kinds.Select(kind => ("kinds", (string?)kind))]);
        var wordless = await MakeAsync("all", null);
        wordless.ShouldComplain(".choice .error", "Choose at least one thing");
        wordless.Page!.QuerySelector("fieldset[aria-describedby=kinds-error] #kinds-error").ShouldNotBeNull("who hears the field hears what is wrong with it");
        (await MakeAsync("all", null, "nonsense", "99")).ShouldComplain(".choice .error", "Choose at least one thing");
        (await MakeAsync("one", "no-such-board", "signals")).ShouldComplain("#board-error", "no forecast at this address");
        for (var i = 0; i < 10; i++) (await MakeAsync(i % 2 == 0 ? "all" : "mine", null, "signals")).Status.ShouldBe(HttpStatusCode.OK);
        (await MakeAsync("all", null, "signals")).ShouldComplain("main > .error", "as many as one may have");
        (await ada.Visitor.GetAsync("/account/webhooks")).QuerySelectorAll(".hooks li").Length.ShouldBe(10);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one()
    {
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var id = Ids.New();
        Task<Reply> MakeAsync(Guid id) => ada.SendAsync("/account/webhooks", Manner.Form, id, ("address", "https://receiver.example/in"), ("boards", "all"), ("kinds", "signals"));
        var both = await Task.WhenAll(MakeAsync(id), MakeAsync(id));
        // Whichever answer is seen, its secret is the right one
        both.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK);
        both.Select(reply => reply.Page!.QuerySelector("input[aria-label=Secret]")!.GetAttribute("value")).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        (await MakeAsync(Guid.Empty)).ShouldComplain("main > .error", "Part of this form was missing");
        (await ada.Visitor.GetAsync("/account/webhooks")).QuerySelectorAll(".hooks li").Length.ShouldBe(1);
        ada.Visitor.Page.QuerySelectorAll("input[name=commandId]").Length.ShouldBe(1);
    }
}
