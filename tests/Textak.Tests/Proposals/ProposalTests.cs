using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Live;
using Textak.Web.Features.Proposals;
using Textak.Web.Platform;

namespace Textak.Tests.Proposals;

/// <summary>Somebody proposes a question; moderators publish it, send it back or decline it; nobody else sees it before it is published.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class ProposalTests(LiveSite site) : IAsyncLifetime
{
    private const string Criteria = "True if the register of the port lists a ship without a crew by the end of 2029; false otherwise.";

    private readonly string title = $"Will a ship cross without a crew by 2030, {Fresh.Slug()}?";
    private Participant ada = null!, other = null!, keeper = null!, second = null!;

    public async ValueTask InitializeAsync()
    {
        ada = await Participant.JoinAsync(site, Fresh.Name());
        other = await Participant.JoinAsync(site, Fresh.Name());
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        second = await Participant.ModerateAsync(site, Fresh.Name("Second"));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var person in new[] { ada, other, keeper, second }) person.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_is_published_and_its_criteria_stand_before_the_first_estimate()
    {
        var path = await ProposedAsync();
        (await ada.Visitor.GetAsync(path)).QuerySelector(".notice")!.Words().ShouldBe("It waits for a moderator.");
        await HasNothingOfItAsync(path);

        await DecideAsync(keeper, path, "Publish", "A good question");

        keeper.Visitor.Page.QuerySelector(".notice")!.Words().ShouldBe("It is a forecast now: A good question");
        var slug = (await ada.Visitor.GetAsync(path)).QuerySelector(".notice a")!.GetAttribute("href")!["/f/".Length..];
        (await ada.EstimateAsync(slug, 40)).ShouldBeTaken();
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        ledger.Events.Select(e => e.Kind).ShouldBe([EventKind.Proposed, EventKind.Opened, EventKind.EstimateSet]);
        ledger.Events.Select(e => e.ById).Distinct().Count().ShouldBe(2, "who proposed it, and who published it");
        ledger.Versions.Single().ShouldSatisfyAllConditions(v => v.Text.ShouldBe(Criteria), v => v.Seq.ShouldBe(1));
        using var stranger = site.Visit();
        (await stranger.GetAsync("/")).QuerySelector($".tile[data-slug='{slug}']").ShouldNotBeNull();
        (await stranger.GetAsync($"/moderation/log/{slug}")).QuerySelector(".acts li")!.Words().ShouldContain("published the forecast A good question");
    }

    [Fact]
    public async Task It_is_sent_back_with_a_note_and_proposed_again()
    {
        var path = await ProposedAsync();
        await DecideAsync(keeper, path, "Return", "");
        keeper.Visitor.Page.QuerySelector("#reason-error")!.TextContent.ShouldContain("Say why");
        await DecideAsync(keeper, path, "Return", "Say which register");
        (await ada.Visitor.GetAsync(path)).QuerySelector(".notice")!.Words().ShouldBe("It was sent back: Say which register");
        (await ada.Visitor.GetAsync("/proposals")).QuerySelector(".acts li")!.Words().ShouldContain("sent back");

        await ada.Visitor.GetAsync(path);
        await ada.Visitor.SubmitAsync("form.draft", ("criteria", Criteria.Replace("the port", "the port of Rotterdam", StringComparison.Ordinal)));
        ada.Visitor.Page.QuerySelector(".notice")!.Words().ShouldBe("It waits for a moderator.");
        await DecideAsync(second, path, "Publish", "Now it is clear");
        second.Visitor.Page.QuerySelector(".notice")!.Words().ShouldStartWith("It is a forecast now");
        using var stranger = site.Visit();
        (await stranger.GetAsync("/moderation/log")).QuerySelectorAll(".acts li").Select(act => act.Words())
            .ShouldContain(act => act.Contains("sent back a proposal of", StringComparison.Ordinal) && act.Contains("Say which register", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_declined_and_nobody_else_ever_reads_it()
    {
        var path = await ProposedAsync();
        await DecideAsync(keeper, path, "Decline", "It asks about a person");

        (await ada.Visitor.GetAsync(path)).QuerySelector(".notice")!.Words().ShouldBe("It was declined: It asks about a person");
        ada.Visitor.Page.QuerySelectorAll("form.draft").ShouldBeEmpty();
        await HasNothingOfItAsync(path);
        (await site.ReadAsync(db => db.Forecasts.AnyAsync(f => f.Title == title))).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_form_twice_is_one_proposal_and_of_two_decisions_one_counts()
    {
        var id = Guid.Parse("77777777-0000-0000-0000-000000000004");
        var first = await ProposeAsync(id: id);
        (await ProposeAsync(id: id)).At.ShouldBe(first.At);
        (await site.ReadAsync(db => db.Proposals.CountAsync(p => p.Title == title))).ShouldBe(1);

        var seen = (await keeper.Visitor.GetAsync(first.At)).QuerySelector("[name=seen]")!.GetAttribute("value");
        Task<Reply> Decide(Participant who, string act) => who.SendAsync($"{first.At}?handler=decision", Manner.Form, null, ("act", act), ("reason", "Decided"), ("seen", seen));
        var replies = await Task.WhenAll(Decide(keeper, "Publish"), Decide(second, "Publish"), Decide(second, "Return"));
        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        (await site.ReadAsync(db => db.Forecasts.CountAsync(f => f.Title == title))).ShouldBe(await site.ReadAsync(db => db.Proposals.CountAsync(p => p.Title == title && p.State == ProposalState.Published)));
    }

    [Theory, InlineData("Publish"), InlineData("Return")]
    public async Task The_same_decision_or_wording_twice_at_once_is_one_and_each_is_told_so(string act)
    {
        var (path, wording, decision) = (await ProposedAsync(), Ids.New(), Ids.New());
        var rewritten = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ProposeAsync(id: wording, change: ("thesis", "Ships will sail alone."), path: path)));
        foreach (var reply in rewritten) reply.Status.ShouldBe(HttpStatusCode.OK, reply.Page?.QuerySelector(".error:not([hidden])")?.TextContent);
        var seen = (await keeper.Visitor.GetAsync(path)).QuerySelector("[name=seen]")!.GetAttribute("value");
        var decided = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            keeper.SendAsync($"{path}?handler=decision", Manner.Form, decision, ("act", act), ("reason", "Decided"), ("seen", seen))));
        foreach (var reply in decided) reply.Status.ShouldBe(HttpStatusCode.OK, reply.Page?.QuerySelector(".decide .error")?.TextContent);
        (await site.ReadAsync(db => db.Forecasts.CountAsync(f => f.Title == title))).ShouldBe(act == "Publish" ? 1 : 0);
    }

    [Fact]
    public async Task What_was_rewritten_meanwhile_is_looked_at_again_and_nobody_decides_their_own()
    {
        var path = await ProposedAsync();
        await keeper.Visitor.GetAsync(path);
        await ada.Visitor.GetAsync(path);
        await ada.Visitor.SubmitAsync("form.draft", ("thesis", "Something else than what the moderator sees."));
        await keeper.Visitor.SubmitAsync("form.decide", ("reason", "Fine"), ("act", "Publish"));
        keeper.Visitor.Page.QuerySelector(".decide .error")!.TextContent.ShouldContain("gone on meanwhile");

        var own = (await ProposeAsync(keeper)).At;
        (await keeper.Visitor.GetAsync(own)).QuerySelectorAll("form.decide").ShouldBeEmpty();
        (await keeper.SendAsync($"{own}?handler=decision", Manner.Form, null, ("act", "Publish"), ("reason", "Mine is good"))).ShouldComplain(".error", "another moderator decides");
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "title", "What will happen to ships by 2030?", "can’t be answered by yes or no" },
        { "title", "Short", "at least 15 characters" },
        { "thesis", "", "what the question claims" },
        { "criteria", "It happens.", "at least 60 characters" },
        { "criteria", "The register of the port lists a ship without a crew on its public pages somewhere.", "what makes it true and what false" },
        { "horizon", "", "the last day" },
        { "horizon", "2020-01-01", "at least 7 days" },
        { "horizon", "2090-01-01", "at most 10 years" },
        { "category", "", "Choose what it is about." },
        { "category", "7", "Choose what it is about." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_can_not_be_asked_is_said_at_its_field_while_one_types_and_when_it_is_sent(string field, string value, string message)
    {
        (await ProposeAsync(change: (field, value))).ShouldComplain($"#{field}-error", message);
        using var check = await CheckAsync((field, value));
        check.RootElement.GetProperty("problems").EnumerateArray()
            .ShouldContain(problem => problem.GetProperty("field").GetString()!.Equals(field, StringComparison.OrdinalIgnoreCase) && problem.GetProperty("message").GetString()!.Contains(message));
    }

    [Fact]
    public async Task While_one_types_it_says_what_is_vague_and_what_was_asked_already()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (string, string)[] typed = [("title", $"Will the question called {slug} have a major effect?"), ("criteria", $"True if it does {new string('я', 1900)}")];
        using var check = await CheckAsync([.. typed, ("similar", "true")]);
        string[] Said(string list) => [.. check.RootElement.GetProperty(list).EnumerateArray().Select(one => one.ToString())];
        Said("advice").ShouldSatisfyAllConditions(said => said.ShouldContain(one => one.Contains("major")), said => said.ShouldContain(one => one.Contains("Name the source")));
        Said("similar").ShouldContain(one => one.Contains(slug));
        // That is looked for where it is asked for alone
        using var rest = await CheckAsync(typed);
        rest.RootElement.GetProperty("similar").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<JsonDocument> CheckAsync(params (string Name, string Value)[] fields)
    {
        var token = (await ada.Visitor.GetAsync("/propose")).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var response = await ada.Visitor.Client.PostAsync("/propose?handler=check", new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", token)]));
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private async Task<string> ProposedAsync() => (await ProposeAsync()).At;

    private async Task<Reply> ProposeAsync(Participant? who = null, Guid? id = null, (string Field, string Value)? change = null, string path = "/propose")
    {
        var fields = new Dictionary<string, string?>
        {
            ["title"] = title, ["thesis"] = "Ships will need nobody on board.", ["criteria"] = Criteria, ["category"] = "Industry", ["horizon"] = "2029-12-31",
        };
        if (change is var (field, value)) fields[field] = value;
        return await (who ?? ada).SendAsync(path, Manner.Form, id, [.. fields.Select(pair => (pair.Key, pair.Value))]);
    }

    private static async Task DecideAsync(Participant who, string path, string act, string reason)
    {
        await who.Visitor.GetAsync(path);
        await who.Visitor.SubmitAsync("form.decide", ("reason", reason), ("act", act));
    }

    /// <summary>Neither others nor strangers find a word of it.</summary>
    private async Task HasNothingOfItAsync(string path)
    {
        await other.Visitor.GetAsync(path);
        other.Visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = site.Visit();
        foreach (var (visitor, address) in new[] { (stranger, "/"), (stranger, "/?q=crew"), (stranger, "/moderation/log"), (other.Visitor, "/proposals") })
            (await visitor.Client.GetStringAsync(address)).ShouldNotContain(title);
        using var check = await CheckAsync(("title", title), ("similar", "true"));
        check.RootElement.GetProperty("similar").EnumerateArray().ShouldNotContain(found => found.GetProperty("title").GetString() == title);
    }
}
