using System.Net;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Tests.Api;

/// <summary>An Idempotency-Key is for one command: sent again with another, nothing is done, and nobody is told that it was.</summary>
public sealed class KeyTests(AdmissionTests.Boarded site) : IClassFixture<AdmissionTests.Boarded>
{
    [Fact]
    public async Task A_key_that_was_for_something_else_is_refused_as_that()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), Scopes.Read | Scopes.Argue | Scopes.Estimate);
        var slug = await site.OpenAsync(Fresh.Slug());
        (string, string) Key(string key) => ("Idempotency-Key", key);
        var (first, second) = ($"{Ids.New()}", $"{Ids.New()}");
        var posted = (await ada.PostAsync($"/forecasts/{slug}/arguments", new { side = "for", text = "What is said under the first key." }, Key(first))).Should(HttpStatusCode.Created);
        (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 40 }, Key(second))).Should(HttpStatusCode.OK);

        foreach (var other in new[]
        {
            await ada.PostAsync($"/forecasts/{slug}/arguments", new { side = "against", text = "What is said under the first key." }, Key(first)),
            await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 70 }, Key(first)),
            await ada.DeleteAsync($"/forecasts/{slug}/estimate", Key(first)),
            await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 70 }, Key(second)),
            await ada.PostAsync($"/forecasts/{slug}/arguments", new { side = "for", text = "What is said under the second key." }, Key(second)),
            await ada.PostAsync($"/forecasts/{site.Slug}/arguments", new { side = "for", text = "What is said under the first key." }, Key(first)),
        }) other.Should(HttpStatusCode.UnprocessableEntity).ShouldFail("key-used");

        // The same said in another spelling is the same
        (await ada.PostAsync($"/forecasts/{slug}/arguments", new { text = "What is said under the first key.", side = "for" }, Key(first))).Should(HttpStatusCode.Created).Text.ShouldBe(posted.Text);
        var board = await site.ForecastAsync(slug);
        (board.ForCount, board.AgainstCount, board.Estimates).ShouldBe((1, 0, 1));
    }
}
