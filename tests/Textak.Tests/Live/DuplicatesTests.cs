using System.Net;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>A command that is sent again answers the same and does nothing twice, however it is sent again.</summary>
[Collection(nameof(Crowd))]
public class DuplicatesTests(BusySite site) : IClassFixture<BusySite>
{
    private const string Elsewhere = "This form was sent before, on another forecast. Reload the page and send it again.";

    [Fact]
    public async Task A_thousand_copies_leave_no_duplicate()
    {
        var slugs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => site.OpenAsync(Fresh.Slug())));
        using var author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var arguments = new Dictionary<string, long>();
        foreach (var slug in slugs) arguments.Add(slug, await author.ArguedAsync(slug, "for", "One that the others rate."));

        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        var senders = slugs.Zip(people).Select((pair, i) => new Repeater(pair.Second, keeper, pair.First, arguments[pair.First], seed: i)).ToList();
        await Task.WhenAll(senders.Select(sender => sender.SendAsync(commands: 50)));

        TestContext.Current.TestOutputHelper!.WriteLine($"{senders.Sum(sender => sender.Copies)} copies of {senders.Sum(sender => sender.Commands)} commands");
        senders.Sum(sender => sender.Copies).ShouldBeGreaterThanOrEqualTo(1000);
        foreach (var sender in senders)
        {
            var ledger = await Ledger.ReadAsync(site, sender.Slug);
            ledger.ShouldAddUp();
            ledger.Forecast.LastSeq.ShouldBe(2 + sender.Commands);
            (ledger.Estimates.SingleOrDefault(e => e.EndSeq == null)?.Percent).ShouldBe(sender.LastEstimate);
        }
        foreach (var person in people) person.Dispose();
    }

    [Fact]
    public async Task One_id_on_two_boards_at_once_is_carried_out_on_one()
    {
        var (here, there) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        for (var round = 0; round < 20; round++)
        {
            var id = Ids.New();
            var percent = 10 + round;
            Task<Reply> Send(string slug) => round % 2 == 0 ? person.EstimateAsync(slug, percent, id) : person.ArgueAsync(slug, "for", "On which board does this stand?", id: id);

            var replies = await Task.WhenAll(Send(here), Send(there), Send(here), Send(there));

            var taken = replies.Count(reply => reply.Status == HttpStatusCode.OK);
            taken.ShouldBe(2);
            replies.Where(reply => reply.Answer is null).ShouldAllBe(reply => reply.Complaint == Elsewhere);
            replies.Select(reply => reply.Answer).OfType<Answer>().Distinct().Count().ShouldBe(1);
        }

        var (a, b) = (await Ledger.ReadAsync(site, here), await Ledger.ReadAsync(site, there));
        a.ShouldAddUp();
        b.ShouldAddUp();
        (a.Events.Count + b.Events.Count).ShouldBe(2 + 20);
    }

    [Fact]
    public async Task Two_people_may_make_the_same_id()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var one = await Participant.JoinAsync(site, Fresh.Name());
        using var two = await Participant.JoinAsync(site, Fresh.Name());
        var id = Ids.New();

        var replies = await Task.WhenAll(one.EstimateAsync(slug, 20, id), two.EstimateAsync(slug, 80, id));

        replies.Select(reply => reply.ShouldBeTaken().Seq).Order().ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_refused_command_may_be_mended_and_sent_again_under_its_id()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        var id = Ids.New();

        (await person.ArgueAsync(slug, "for", "too short", id: id)).ShouldBeRefused("for-Text", "at least 10 characters");
        var first = (await person.ArgueAsync(slug, "for", "long enough now", id: id)).ShouldBeTaken();
        // What it says by now doesn't matter: it was carried out
        (await person.ArgueAsync(slug, "for", "too short", id: id)).ShouldBeTaken().ShouldBe(first);
        (await person.WithdrawAsync(slug, id)).ShouldBeTaken().ShouldBe(first);

        (await Ledger.ReadAsync(site, slug)).Arguments.Single().Text.ShouldBe("long enough now");
    }
}
