using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Architecture;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Api;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>
/// Every operation is on this list, with whom it admits and which addresses of the pages it stands for. A new page or handler is put beside
/// an operation here, or among those that are for people alone, with the reason.
/// </summary>
public sealed class ApiRules(ApiRules.Peopled site) : IClassFixture<ApiRules.Peopled>
{
    private const Scopes Read = Scopes.Read, Argue = Scopes.Argue, Estimate = Scopes.Estimate, Moderate = Scopes.Moderate;
    private static readonly (string Operation, Scopes Scope, bool Anybody, string[] Pages)[] Expected =
    [
        ("listForecasts", Read, true, ["GET /"]),
        ("readForecast", Read, true, ["GET /f/{slug}"]),
        ("listHistory", Read, true, ["GET /f/{slug}"]),
        ("listEvents", Read, true, ["GET /f/{slug}"]),
        ("listSignals", Read, true, ["GET /f/{slug}"]),
        ("readChanges", Read, true, ["GET /f/{slug}/frames"]),
        ("streamForecast", Read, true, ["SOCKET /hubs/board", "SOCKET /hubs/board/negotiate"]),
        ("listArguments", Read, true, ["GET /f/{slug}"]),
        ("readArgument", Read, true, ["GET /f/{slug}/arguments/{id:long}", "GET /f/{slug}/arguments/{id:long}?handler=card", "GET /f/{slug}/arguments/{id:long}/report"]),
        ("listRebuttals", Read, true, ["GET /f/{slug}/arguments/{id:long}?handler=rebuttals"]),
        ("readText", Read, true, ["GET /f/{slug}/arguments/{id:long}"]),
        ("listWordings", Read, true, ["GET /f/{slug}/arguments/{id:long}"]),
        ("findSimilar", Read, true, ["GET /f/{slug}/similar"]),
        ("postArgument", Argue, false, ["POST /f/{slug}/argument"]),
        ("postRebuttal", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=rebuttal"]),
        ("editArgument", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=wording"]),
        ("withdrawArgument", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=withdrawal"]),
        ("rateArgument", Argue, false, ["POST /f/{slug}/arguments/{id:long}"]),
        ("agree", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=agreement"]),
        ("citeSource", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=source"]),
        ("gradeSource", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=grade"]),
        ("takeSource", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=grade"]),
        ("challengeGrade", Argue, false, ["POST /f/{slug}/arguments/{id:long}?handler=challenge"]),
        ("reportArgument", Argue, false, ["POST /f/{slug}/arguments/{id:long}/report"]),
        ("readAppeal", Read, false, ["GET /f/{slug}/arguments/{id:long}/appeal"]),
        ("makeAppeal", Argue, false, ["POST /f/{slug}/arguments/{id:long}/appeal"]),
        ("setEstimate", Estimate, false, ["POST /f/{slug}/estimate"]),
        ("withdrawEstimate", Estimate, false, ["POST /f/{slug}/withdrawal"]),
        ("reaffirmEstimate", Estimate, false, ["POST /f/{slug}/reaffirmation"]),
        ("readSince", Read, true, ["GET /f/{slug}/since"]),
        ("noteVisit", Read, false, ["POST /f/{slug}/since"]),
        ("readPast", Read, true, ["GET /f/{slug}/at"]),
        ("readPastArgument", Read, true, ["GET /f/{slug}/at"]),
        ("readCriteria", Read, true, ["GET /f/{slug}/criteria"]),
        ("changeCriteria", Moderate, false, ["POST /f/{slug}/criteria"]),
        ("listActsOnForecast", Read, true, ["GET /moderation/log/{slug?}"]),
        ("listActs", Read, true, ["GET /moderation/log/{slug?}"]),
        ("readMe", Read, false, ["GET /account"]),
        ("readWarnings", Argue, false, ["POST /account?handler=warnings"]),
        ("readPerson", Read, true, ["GET /u/{name}", "GET /u/{name}/csv", "GET /u/{name}/json"]),
        ("listLeaders", Read, true, ["GET /leaderboard", "GET /leaderboard/csv", "GET /leaderboard/json"]),
        ("readTrackRecord", Read, true, ["GET /track-record"]),
        ("listScoredForecasts", Read, true, ["GET /track-record/csv", "GET /track-record/json"]),
        ("listProposals", Read, false, ["GET /proposals"]),
        ("readProposal", Read, false, ["GET /proposals/{id:long}"]),
        ("propose", Argue, false, ["GET /propose", "POST /propose"]),
        ("checkDraft", Argue, false, ["POST /propose?handler=check"]),
        ("rewriteProposal", Argue, false, ["POST /proposals/{id:long}"]),
        ("decideProposal", Moderate, false, ["POST /proposals/{id:long}?handler=decision"]),
        ("readQueue", Moderate, false, ["GET /moderation/queue"]),
        ("readCase", Moderate, false, ["GET /f/{slug}/arguments/{id:long}/case"]),
        ("decideCase", Moderate, false, ["POST /f/{slug}/arguments/{id:long}/case"]),
        ("setVisibility", Moderate, false, ["GET /f/{slug}/arguments/{id:long}/visibility", "POST /f/{slug}/arguments/{id:long}/visibility"]),
        ("listSteps", Moderate, false, ["GET /f/{slug}/status"]),
        ("takeStep", Moderate, false, ["POST /f/{slug}/status"]),
        ("setSlowMode", Moderate, false, ["GET /f/{slug}/slow", "POST /f/{slug}/slow"]),
        ("listSanctions", Moderate, false, ["GET /u/{name}/sanctions"]),
        ("imposeSanction", Moderate, false, ["POST /u/{name}/sanctions"]),
        ("liftSanction", Moderate, false, ["POST /u/{name}/sanctions?handler=lift"]),
        ("listShifts", Read, true, ["GET /live"]),
        ("listFollowing", Read, false, ["GET /following"]),
        ("followForecast", Argue, false, ["POST /following?handler=board"]),
        ("unfollowForecast", Argue, false, ["POST /following?handler=board"]),
        ("followPerson", Argue, false, ["POST /following?handler=author"]),
        ("unfollowPerson", Argue, false, ["POST /following?handler=author"]),
        ("listNotices", Read, false, ["GET /notices"]),
        ("noteNotices", Argue, false, ["POST /notices"]),
        ("readNoticeChoices", Read, false, ["GET /notices/choices"]),
        ("chooseNotices", Argue, false, ["POST /notices/choices"]),
        ("listWebhooks", Read, false, ["GET /account/webhooks"]),
        ("makeWebhook", Read | Argue, false, ["POST /account/webhooks"]),
        ("readWebhook", Read, false, ["GET /account/webhooks/{id:long}"]),
        ("startWebhook", Read | Argue, false, ["POST /account/webhooks/{id:long}?handler=on"]),
        ("deleteWebhook", Read | Argue, false, ["POST /account/webhooks/{id:long}?handler=deletion"]),
        ("listDeliveries", Read, false, ["GET /account/webhooks/{id:long}"]),
        ("sendAgain", Read | Argue, false, ["POST /account/webhooks/{id:long}?handler=again"]),
        ("addSignal", Moderate, false, ["GET /moderation/signal", "POST /moderation/signal"]),
        ("withdrawSignal", Moderate, false, ["GET /f/{slug}/signals", "POST /f/{slug}/signals"]),
        ("listNews", Moderate, false, ["GET /moderation/news"]),
        ("readNews", Moderate, false, ["GET /moderation/news/{id:long}"]),
        ("decideNews", Moderate, false, ["POST /moderation/news/{id:long}"]),
        ("readTerms", Moderate, false, ["GET /f/{slug}/terms"]),
        ("changeTerms", Moderate, false, ["POST /f/{slug}/terms"]),
        ("listFeeds", Moderate, false, ["GET /admin/feeds"]),
        ("registerFeed", Moderate, false, ["POST /admin/feeds"]),
        ("readFeed", Moderate, false, ["GET /admin/feeds/{id:int}"]),
        ("changeFeed", Moderate, false, ["POST /admin/feeds/{id:int}"]),
        ("setFeedState", Moderate, false, ["POST /admin/feeds/{id:int}?handler=state"]),
    ];

    /// <summary>What a person does at a page and no program does for them: whoever found a token must not take the account over.</summary>
    private static readonly string[] ForPeopleAlone =
    [
        "GET /account/register", "POST /account/register", "GET /account/sign-in", "POST /account/sign-in", "GET /account/sign-out", "POST /account/sign-out",
        "POST /account?handler=name", "POST /account?handler=email", "POST /account?handler=password", "POST /account?handler=sessions",
        // It decides what tokens show too
        "POST /account?handler=numbers",
        "GET /account/tokens", "POST /account/tokens?handler=token", "POST /account/tokens?handler=program", "POST /account/tokens?handler=revocation",
        // Whoever has the mail shows that the address is theirs, or ends what goes there; a token alone is to send nobody mail
        "POST /notices/choices?handler=ask", "POST /notices/choices?handler=address", "GET /notices/unsubscribe/{token}", "POST /notices/unsubscribe/{token}",
        // Words about the board, and none of its
        "GET /how-it-works", "GET /error", "GET /api", "GET /api/errors", "GET /openapi/{documentName}.json",
    ];

    /// <summary>Addresses that programs of all sorts read as they are: a second of each under /api would say the same once more.</summary>
    private static readonly string[] ForProgramsAlready =
    [
        // Whole files, which are streamed
        "GET /files", "GET /files/forecasts.csv", "GET /files/arguments.csv", "GET /files/history.csv", "GET /files/all.json",
        "GET /f/{slug}/files/arguments.csv", "GET /f/{slug}/files/history.csv", "GET /f/{slug}/files/all.json",
        // What readers of feeds, browsers that show a tile or a picture, and search engines ask for, each in the form that it knows
        "GET /atom/{category?}", "GET /f/{slug}/atom", "GET /embed/{slug}", "GET /f/{slug}/picture.png", "GET /robots.txt", "GET /sitemap.xml", "GET /sitemap/pages.xml", "GET /sitemap/{number:int:min(1)}.xml",
    ];

    public static TheoryData<string> Operations() => [.. Expected.Select(e => e.Operation)];

    [Fact]
    public void Every_operation_is_on_the_list_with_whom_it_admits() => Endpoints()
        .Select(e => (About<ApiOperation>(e).Id, About<Admits>(e).Scope, About<Admits>(e).Anybody)).ShouldBe(Expected.Select(e => (e.Operation, e.Scope, e.Anybody)), ignoreOrder: true);

    [Fact]
    public void Whatever_a_person_does_and_reads_a_program_does_and_reads()
    {
        var covered = Expected.SelectMany(e => e.Pages).ToHashSet();
        string[] others = [.. ForPeopleAlone, .. ForProgramsAlready];
        EndpointRules.Addresses.Where(page => !covered.Contains(page) && !others.Contains(page)).ShouldBeEmpty("put it beside an operation, or say why it has none");
        covered.Concat(others).Except(EndpointRules.Addresses).ShouldBeEmpty("there is no such page");
        covered.Intersect(others).ShouldBeEmpty();
        others.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task It_admits_whom_the_list_says(string operation)
    {
        var (endpoint, (_, scope, anybody, pages)) = (Endpoints().Single(e => About<ApiOperation>(e).Id == operation), Expected.Single(e => e.Operation == operation));
        var forAdmins = pages.Any(EndpointRules.OfAdmins.Contains);
        (await AnswerAsync(site.Stranger, endpoint)).ShouldBe(anybody ? null : "no-token", "nobody");
        foreach (var one in ScopeWords.All)
            (await AnswerAsync(site.Keeper(one), endpoint)).ShouldBe(one != scope ? "scope" : forAdmins ? "role" : null, $"a moderator’s token for {one}");
        (await AnswerAsync(site.Participant, endpoint)).ShouldBe(scope == Moderate ? "role" : null, "a participant’s for everything");
        if (forAdmins) (await AnswerAsync(site.Chief, endpoint)).ShouldBeNull("an admin’s");
        (await AnswerAsync(site.Revoked, endpoint)).ShouldBe("bad-token", "one that is revoked");
    }

    /// <returns>Why it isn't admitted; null where it is, whatever becomes of it then.</returns>
    private async Task<string?> AnswerAsync(ApiProgram program, RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        var path = endpoint.RoutePattern.RawText!.Replace("{slug}", site.Slug).Replace("{name}", "Nobody%20here").Replace("{id}", "987654").Replace("{source}", "987654").Replace("{delivery}", "987654");
        using var request = new HttpRequestMessage(new(method), path);
        // A stream doesn't end: its head is enough
        using var response = await program.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return null;
        return (await ApiReply.ReadAsync(response)).Code;
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal));

    private static T About<T>(Endpoint endpoint) where T : class => endpoint.Metadata.GetMetadata<T>() ?? throw new InvalidOperationException($"{endpoint.DisplayName} doesn't say its {typeof(T).Name}.");

    public sealed class Peopled : BusySite
    {
        private readonly Dictionary<Scopes, ApiProgram> keepers = [];

        public string Slug { get; private set; } = "";
        internal ApiProgram Stranger { get; private set; } = null!;
        internal ApiProgram Participant { get; private set; } = null!;
        internal ApiProgram Chief { get; private set; } = null!;
        internal ApiProgram Revoked { get; private set; } = null!;

        internal ApiProgram Keeper(Scopes scope) => keepers[scope];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Slug = await this.OpenAsync(Fresh.Slug());
            Stranger = ApiProgram.Stranger(this);
            Participant = await ApiProgram.OfAsync(this, Fresh.Name(), Read | Argue | Estimate | Moderate);
            Chief = await ApiProgram.OfAsync(this, Fresh.Name("Chief"), Moderate, Roles.Admin);
            var keeper = await this.AccountAsync(Fresh.Name("Keeper"), Roles.Moderator);
            foreach (var scope in ScopeWords.All) keepers[scope] = ApiProgram.With(this, await this.TokenAsync(keeper, scope));
            var (token, secret) = AccessToken.Make(keeper, "Revoked", Read | Moderate, 30, Guid.Parse("11111111-1111-1111-1111-111111111111"), this.Now());
            await ReadAsync(db =>
            {
                typeof(AccessToken).GetProperty(nameof(AccessToken.RevokedAt))!.SetValue(token, this.Now());
                db.AccessTokens.Add(token);
                return db.SaveChangesAsync();
            });
            Revoked = ApiProgram.With(this, secret);
        }
    }
}
