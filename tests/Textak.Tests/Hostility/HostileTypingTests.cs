using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Textak.Web.Platform;

namespace Textak.Tests.Hostility;

/// <summary>Whatever is typed into whatever field is taken, and shown as text, or refused with a word at the field, which keeps it; and never is it markup, or a trouble of ours.</summary>
public sealed partial class HostileTypingTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int Casts = 3, OnABoard = 15;

    private readonly ConcurrentBag<string> faults = [];
    private readonly ConcurrentDictionary<Field, int> taken = [], refused = [];
    private int shown;

    /// <summary>One text in five goes through fields of each kind, and these take turns.</summary>
    [Fact]
    public async Task Texts_are_taken_as_text_or_refused_with_a_word()
    {
        var kinds = Field.All.GroupBy(field => field.Kind).Select(alike => (All: alike.ToList(), Turns: alike.Key is Kind.Prose or Kind.Choice ? (alike.Count() + 1) / 2 : alike.Count())).ToList();
        await TypeAllAsync(5, place => [.. kinds.SelectMany(kind => kind.All.Where((_, i) => i % kind.Turns == place % kind.Turns))], least: 1);
        Field.All.ShouldAllBe(field => Tried(field) > 2);
    }

    /// <summary>All of them through all fields: takes a minute or two, and so is left out unless it is asked for.</summary>
    [Fact(Explicit = true)]
    public async Task Each_text_goes_through_every_field()
    {
        await TypeAllAsync(1, _ => Field.All, least: 6);
        Field.All.ShouldAllBe(field => Tried(field) > 300);
        // What is only looked at is answered with what is wrong, and not refused
        Field.All.Where(field => !field.Path.EndsWith("=check", StringComparison.Ordinal)).ShouldAllBe(field => refused.GetValueOrDefault(field) > 0);
    }

    private async Task TypeAllAsync(int every, Func<int, IReadOnlyList<Field>> fields, int least)
    {
        Hostile[] all = [.. Hostile.Texts, .. Hostile.RefusedLinks, .. Hostile.AcceptedLinks];
        all.Select(typed => typed.Text).Distinct().Count().ShouldBeGreaterThan(300);
        Hostile[] some = [.. all.Where((_, place) => place % every == 0)];
        await Task.WhenAll(Enumerable.Range(0, Casts).Select(n => TypeAsync([.. some.Index().Where(one => one.Index % Casts == n).Select(one => (one.Item, fields(one.Index)))])));
        TestContext.Current.TestOutputHelper!.WriteLine($"{some.Length} texts through {Field.All.Count} fields: {taken.Values.Sum()} taken, {shown} of them seen again, {refused.Values.Sum()} refused, {faults.Count} faults");
        faults.Order().Take(100).ShouldBeEmpty();
        Field.All.Where(field => field.Shown != "").ShouldAllBe(field => taken.GetValueOrDefault(field) >= least);
    }

    private async Task TypeAsync((Hostile Typed, IReadOnlyList<Field> Fields)[] all)
    {
        using var cast = await Cast.GatherAsync(site);
        var toLookAt = new List<(string Address, Hostile Typed, Field Field)>();
        foreach (var (place, (typed, fields)) in all.Index())
        {
            if (place % OnABoard == 0)
            {
                await LookAsync(cast, toLookAt);
                await cast.MoveAsync();
            }
            await cast.ArgueAsync();
            foreach (var field in Field.All.Where(fields.Contains))
            {
                // To draw a page again costs as much as all else together
                var manner = Tried(field) % 8 == 0 || Keeps(field) && field.Kind != Kind.Number && field.Path != "/f/{slug}/argument" ? Manner.Form : Manner.Script;
                var (status, body) = await cast.SendAsync(field, typed, manner);
                if (!Judge(typed, field, status, body, manner)) continue;
                toLookAt.Add((await cast.PlaceAsync(field.Shown), typed, field));
                if (!field.Passes) continue;
                if (taken[field] % 4 == 1) await LookAsync(cast, [toLookAt[^1]]);
                toLookAt.RemoveAt(toLookAt.Count - 1);
            }
        }
        await LookAsync(cast, toLookAt);
    }

    /// <returns>Whether it was taken, and is to be seen somewhere.</returns>
    private bool Judge(Hostile typed, Field field, HttpStatusCode status, string body, Manner manner)
    {
        var what = $"{typed}, as {field.Name} of {field.Path}";
        if ((int)status >= 500) faults.Add($"{status}: {what}");
        if (IsMarkup(typed, body)) faults.Add($"markup: {what}");
        var isTaken = status is HttpStatusCode.Found or HttpStatusCode.OK;
        (isTaken ? taken : refused).AddOrUpdate(field, 1, (_, before) => before + 1);
        // What is blank is nothing: it is not kept, and a link may be left out
        if (string.IsNullOrWhiteSpace(typed.Text)) return false;
        if (field.Kind == Kind.Link && isTaken != LeadsSomewhere(typed)) faults.Add($"{(isTaken ? "taken" : "refused")}: {what}");
        if (isTaken) return field.Shown != "";
        // A form with a null in it is no form
        if (status is not (HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge) && !(status == HttpStatusCode.BadRequest && typed.Bytes.Contains((byte)0))) faults.Add($"{status}: {what}");
        if (status != HttpStatusCode.UnprocessableEntity || manner == Manner.Script) return false;
        if (!Complaint().IsMatch(body)) faults.Add($"without a word: {what}");
        if (typed.IsUtf8 && Keeps(field) && !WebUtility.HtmlDecode(body).Contains(typed.Text, StringComparison.Ordinal)) faults.Add($"not kept: {what}");
        return false;
    }

    private int Tried(Field field) => taken.GetValueOrDefault(field) + refused.GetValueOrDefault(field);

    private static bool Keeps(Field field) => field.Kind is not (Kind.Choice or Kind.Secret);

    private static bool LeadsSomewhere(Hostile typed) => Hostile.AcceptedLinks.Contains(typed) || typed.Tries == "a very long address";

    private async Task LookAsync(Cast cast, List<(string Address, Hostile Typed, Field Field)> toLookAt)
    {
        Interlocked.Add(ref shown, toLookAt.Count);
        foreach (var page in toLookAt.GroupBy(one => one.Address))
        {
            var (status, body) = await ReadToTheEndAsync(cast, page.Key);
            var text = WebUtility.HtmlDecode(body);
            if (status != HttpStatusCode.OK) faults.Add($"{status}: {page.Key}");
            foreach (var (_, typed, field) in page)
                if (IsMarkup(typed, body)) faults.Add($"markup: {typed}, as {field.Name} on {page.Key}");
                else if (typed.IsUtf8 && !text.Contains(Plain.Text(typed.Text), StringComparison.Ordinal)) faults.Add($"not shown: {typed}, as {field.Name} of {field.Path} on {page.Key}");
        }
        toLookAt.Clear();
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadToTheEndAsync(Cast cast, string address)
    {
        var (status, body) = await cast.ReadAsync(Who.Keeper, address);
        for (var page = body; Older().Match(page) is { Success: true } older; body += page) page = (await cast.ReadAsync(Who.Keeper, address + older.Groups[1].Value)).Body;
        return (status, body);
    }

    // As it was typed, or as it is kept: neither stands in a page
    internal static bool IsMarkup(Hostile typed, string body) =>
        typed.Text.AsSpan().IndexOfAny("<>\"'") >= 0 && (body.Contains(typed.Text, StringComparison.Ordinal) || body.Contains(Plain.Text(typed.Text), StringComparison.Ordinal));

    // At the field, at the form, or on the page of what goes wrong
    [GeneratedRegex("class=\"error\"[^>]*>[^<]|class=\"prose failure\"")]
    private static partial Regex Complaint();

    [GeneratedRegex("href=\"(\\?before=[0-9]+)\" rel=\"next\"")]
    private static partial Regex Older();
}
