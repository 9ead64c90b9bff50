using System.Net;
using System.Text;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Tests.Api;

/// <summary>Commands of programs: carried out once, on the version that was looked at, by the rules of the pages, and told in one form where they aren't.</summary>
public sealed class ApiCommandTests(ApiCommandTests.Boarded site) : IClassFixture<ApiCommandTests.Boarded>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Fact]
    public async Task The_same_key_is_carried_out_once_and_answers_the_same()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var key = ("Idempotency-Key", $"{Ids.New()}");
        var body = new { side = "against", text = "An argument that is sent three times.", percent = 30 };
        var first = (await ada.PostAsync($"/forecasts/{slug}/arguments", body, key)).Should(HttpStatusCode.Created);
        first.Headers.Location!.OriginalString.ShouldBe($"/api/v1/forecasts/{slug}/arguments/{first.Json.GetProperty("argumentId")}");
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ada.PostAsync($"/forecasts/{slug}/arguments", body, ("Idempotency-Key", $"\"{key.Item2}\""))));
        again.ShouldAllBe(reply => reply.Text == first.Text && reply.Status == HttpStatusCode.Created);
        (await site.HeadAsync(slug)).ShouldBe(first.Json.GetProperty("seq").GetInt64());
        // Another board's command is another
        (await ada.PutAsync($"/forecasts/{site.Slug}/estimate", new { percent = 40 }, key)).Should(HttpStatusCode.UnprocessableEntity).ShouldFail("refused");
        (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 40 }, ("Idempotency-Key", "17"))).Should(HttpStatusCode.BadRequest).ShouldFail("malformed", "Idempotency-Key");
    }

    [Fact]
    public async Task A_wording_is_changed_only_where_it_is_the_one_that_was_read()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var path = $"/forecasts/{site.Slug}/arguments/{await ada.ArguedAsync(site.Slug, "for", "The first wording of a text.")}/text";
        var first = (await ada.GetAsync(path)).Should(HttpStatusCode.OK);
        (await ada.PutAsync(path, new { text = "Without saying which version." })).Should((HttpStatusCode)428).ShouldFail("unconditional");
        var key = ("Idempotency-Key", $"{Ids.New()}");
        (await ada.PutAsync(path, new { text = "The second wording of a text." }, ("If-Match", first.Tag), key)).Should(HttpStatusCode.OK);
        // A repetition is no second edit, though the version has gone on
        (await ada.PutAsync(path, new { text = "The second wording of a text." }, ("If-Match", first.Tag), key)).Should(HttpStatusCode.OK);
        (await ada.PutAsync(path, new { text = "A third, by one who read the first." }, ("If-Match", first.Tag))).Should(HttpStatusCode.PreconditionFailed).ShouldFail("stale");
        (await ada.PutAsync(path, new { text = "A third, by one who read nothing." }, ("If-Match", "*"))).Should(HttpStatusCode.PreconditionFailed);

        var second = (await ada.GetAsync(path)).Should(HttpStatusCode.OK);
        second.Json.GetProperty("text").GetString().ShouldBe("The second wording of a text.");
        (await ada.GetAsync(path, ("If-None-Match", second.Tag))).Should(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        (await ada.GetAsync(path, ("If-None-Match", first.Tag))).Should(HttpStatusCode.OK);
        (await ada.GetAsync(path.Replace("/text", "/wordings"))).Json.GetProperty("items").EnumerateArray().Select(w => w.GetProperty("edition").GetInt32()).ShouldBe([2, 1]);
        (await ada.PutAsync(path, new { text = "A third, by one who read the second." }, ("If-Match", second.Tag))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_who_change_the_same_version_at_once_are_told_apart()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        var tag = (await keeper.GetAsync($"/forecasts/{slug}/criteria")).Tag;
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            keeper.PutAsync($"/forecasts/{slug}/criteria", new { text = $"True if it happens {i} times; false otherwise.", reason = "To be exact" }, ("If-Match", tag))));
        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(reply => reply.Status != HttpStatusCode.OK).ShouldAllBe(reply => reply.Code == "stale");
        (await site.ForecastAsync(slug)).CriteriaNumber.ShouldBe(2);
    }

    [Fact]
    public async Task A_proposal_goes_its_way_from_check_to_board()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        var bad = await ada.PostAsync("/proposals", new { title = "What will be?" });
        bad.Should(HttpStatusCode.UnprocessableEntity).ShouldFail("refused");
        bad.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["title", "thesis", "criteria", "horizon", "category"], ignoreOrder: true);
        var draft = new { title = $"Will {Fresh.Slug()} have happened by 2029?", thesis = "It will have happened by then.", criteria = "True if the register lists it by the end of 2029; false otherwise.", category = "policy", horizon = "2029-12-31" };
        (await ada.PostAsync("/drafts/check", draft)).Should(HttpStatusCode.OK).Json.GetProperty("problems").GetArrayLength().ShouldBe(0);
        var key = ("Idempotency-Key", $"{Ids.New()}");
        var made = (await ada.PostAsync("/proposals", draft, key)).Should(HttpStatusCode.Created);
        (await ada.PostAsync("/proposals", draft, key)).Json.GetProperty("id").GetInt64().ShouldBe(made.Json.GetProperty("id").GetInt64());
        var path = made.Headers.Location!.OriginalString[ApiProgram.Base.Length..];

        var tag = (await ada.GetAsync(path)).Tag;
        (await ada.PutAsync(path, draft with { thesis = "It will have happened, and soon." }, ("If-Match", tag))).Should(HttpStatusCode.OK);
        (await keeper.PostAsync($"{path}/decision", new { act = "publish", reason = "Clear" }, ("If-Match", tag))).Should(HttpStatusCode.PreconditionFailed).ShouldFail("stale");
        var published = (await keeper.PostAsync($"{path}/decision", new { act = "publish", reason = "Clear" }, ("If-Match", (await keeper.GetAsync(path)).Tag))).Should(HttpStatusCode.OK);
        published.Json.GetProperty("state").GetString().ShouldBe("published");
        (await ada.GetAsync($"/forecasts/{published.Json.GetProperty("slug").GetString()}")).Should(HttpStatusCode.OK).Text.ShouldContain("and soon");
        using var stranger = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        (await stranger.GetAsync(path)).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
    }

    [Theory]
    [InlineData("{\"percent\": \"many\"}", "application/json", 400, "malformed", "percent")]
    [InlineData("{\"percent\": 50, \"estimates\": 1000}", "application/json", 400, "malformed", "estimates")]
    [InlineData("{\"percent\": 50, \"arguments\": [1, \"x\"]}", "application/json", 400, "malformed", "arguments[1]")]
    [InlineData("{\"percent\": ", "application/json", 400, "malformed", null)]
    [InlineData("null", "application/json", 400, "malformed", null)]
    [InlineData("[]", "application/json", 400, "malformed", null)]
    [InlineData("", "application/json", 400, "malformed", null)]
    [InlineData("percent=50", "application/x-www-form-urlencoded", 415, "wrong-type", null)]
    [InlineData("{\"percent\": 50}", "text/plain", 415, "wrong-type", null)]
    [InlineData("{\"percent\": 100}", "application/json", 422, "refused", "percent")]
    [InlineData("{}", "application/json", 422, "refused", "percent")]
    public async Task What_is_wrong_with_a_body_is_told_with_the_name_of_its_field(string body, string type, int status, string code, string? field)
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await ada.Client.PutAsync($"/api/v1/forecasts/{site.Slug}/estimate", content);
        var reply = (await ApiReply.ReadAsync(response)).Should((HttpStatusCode)status).ShouldFail(code, field);
        reply.Text.ShouldNotContain("System.");
        reply.Text.ShouldNotContain("Textak.");
    }

    [Theory]
    [InlineData("/forecasts?limit=0", "limit")]
    [InlineData("/forecasts?limit=many", "limit")]
    [InlineData("/forecasts?sort=best", "sort")]
    [InlineData("/forecasts?sort=7", "sort")]
    [InlineData("/forecasts?cursor=%21", "cursor")]
    [InlineData("/forecasts?cursor=bmV3ZXN0", "cursor")]
    [InlineData("/forecasts/{0}/arguments/x", "id")]
    [InlineData("/forecasts/{0}/at?time=yesterday", "time")]
    [InlineData("/forecasts/{0}/similar", "text")]
    public async Task What_is_wrong_with_an_address_is_told_with_the_name_of_its_parameter(string path, string field)
    {
        using var stranger = ApiProgram.Stranger(site);
        (await stranger.GetAsync(string.Format(null, path, site.Slug))).Should(HttpStatusCode.BadRequest).ShouldFail("malformed", field);
    }

    [Fact]
    public async Task What_is_not_there_too_long_or_of_another_method_is_told_in_the_same_form()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        (await ada.GetAsync("/nothing")).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
        (await ada.GetAsync("/forecasts/nothing")).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
        (await ada.PutAsync($"/forecasts/{site.Slug}/arguments/987654/vote", new { stars = 3 })).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
        (await ada.DeleteAsync("/forecasts")).Should(HttpStatusCode.MethodNotAllowed).ShouldFail("not-allowed");
        // Told by its length; one that doesn't tell that is counted by the server, which isn't here
        using var endless = new StringContent($"{{\"percent\": {new string('9', 70_000)}}}", Encoding.UTF8, "application/json");
        using var refused = await ada.Client.PutAsync($"/api/v1/forecasts/{site.Slug}/estimate", endless);
        (await ApiReply.ReadAsync(refused)).Should(HttpStatusCode.RequestEntityTooLarge).ShouldFail("too-large");
        (await ada.PostAsync($"/forecasts/{site.Slug}/arguments", new { side = "for", text = "With a source that is none at all.", source = new { link = "nowhere" } })).ShouldFail("refused", "source.link");
        using var arguing = await ApiProgram.OfAsync(site, Fresh.Name(), Scopes.Argue);
        (await arguing.PostAsync($"/forecasts/{site.Slug}/arguments", new { side = "for", text = "With an estimate that it may not set.", percent = 60 })).Should(HttpStatusCode.Forbidden).ShouldFail("scope", "percent");
    }

    public sealed class Boarded : BusySite
    {
        public string Slug { get; private set; } = "";

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Slug = await this.OpenAsync(Fresh.Slug());
        }
    }
}
