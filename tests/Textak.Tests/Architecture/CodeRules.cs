using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Tests.Architecture;

/// <summary>The rules of STYLE.md that a machine can check. Who breaks one for a reason changes it here, and says why.</summary>
public sealed partial class CodeRules
{
    [Fact]
    public void Forecasting_is_mathematics_and_knows_nothing_else()
    {
        typeof(Pooling).Assembly.GetReferencedAssemblies().ShouldAllBe(a => a.Name!.StartsWith("System", StringComparison.Ordinal));
        var project = House.Sources.Single(s => s.Path.EndsWith("Textak.Forecasting.csproj", StringComparison.Ordinal)).Text;
        project.ShouldNotContain("Reference");
    }

    [Fact]
    public void The_hub_is_for_listening()
    {
        var methods = typeof(BoardHub).GetMethods().Where(m => m.DeclaringType == typeof(BoardHub) && m.GetBaseDefinition() == m).Select(m => m.Name);
        methods.ShouldBe(["Watch", "Unwatch", "WatchFeed", "WatchQueue", "WatchNotices"], ignoreOrder: true);
    }

    [Fact]
    public void Only_the_one_writer_appends_events()
    {
        House.MakersOf<BoardEvent>().ShouldBe([nameof(Change)]);
        House.MakersOf<Change>().ShouldBe([nameof(BoardLog), nameof(OneCommit)], ignoreOrder: true);
    }

    [Fact]
    public void The_acts_of_moderators_are_added_in_one_place_and_written_again_in_none() =>
        Holding(@"\bAuditEntries\b").ShouldBe(["AuditChain.cs", "AuditHead.cs", "LoggedAct.cs", "TextakDb.cs", "ToldByActs.cs", "UserVerbs.cs"], ignoreOrder: true);

    [Fact]
    public void Only_the_tailer_and_its_channels_send() =>
        Holding(@"\bIHubContext\b").ShouldBe(["BoardChannel.cs", "FeedChannel.cs", "Lines.cs", "NoticeChannel.cs", "QueueChannel.cs", "Tailer.cs"], ignoreOrder: true);

    [Fact]
    public void Entities_guard_their_state()
    {
        var open =
            from type in typeof(TextakDb).GetProperties().Where(p => p.PropertyType.IsGenericType).Select(p => p.PropertyType.GetGenericArguments()[0])
            where House.Types.Contains(type) && !typeof(IdentityUser<long>).IsAssignableFrom(type)
            from property in type.GetProperties()
            where property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            select $"{type.Name}.{property.Name}";
        open.ShouldBeEmpty("state changes through a method that keeps the rule");
    }

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        House.Types.Select(type => type.Name).Where(name => VagueName().IsMatch(name)).ShouldBeEmpty();
        House.Types.ShouldContain(typeof(BoardLog), "or this looked at nothing");
    }

    [Fact]
    public void An_interface_has_more_than_one_implementation()
    {
        var lonely = House.Types.Where(type => type.IsInterface && House.Types.Count(type.IsAssignableFrom) <= 2);
        lonely.ShouldBe([typeof(IBoardClient)], "the typed client of a hub is drawn up by the framework");
    }

    [Fact]
    public void Files_are_short()
    {
        House.Sources.Count.ShouldBeGreaterThan(50);
        Lines("src/Textak.Web/Program.cs").ShouldBeLessThanOrEqualTo(120);
        House.Sources.Select(s => s.Path).Where(path => Lines(path) > 250).ShouldBeEmpty();
    }

    [Fact]
    public void Text_is_encoded_once_and_by_Razor() => Holding(@"\.Raw\(|\bMarkupString\b|\bHtmlString\b").ShouldBeEmpty();

    [Fact]
    public void Markup_holds_no_script_and_no_style_of_its_own()
    {
        var markup = House.Sources.Where(s => s.Path.EndsWith(".cshtml", StringComparison.Ordinal) || s.Path.EndsWith(".razor", StringComparison.Ordinal)).ToList();
        markup.ShouldNotBeEmpty();
        markup.Where(s => InlineCode().IsMatch(s.Text)).Select(s => Path.GetFileName(s.Path)).ShouldBe(["LetterPage.razor"], "the content security policy blocks it, but in a mail, which has none and no other style");
    }

    [Fact]
    public void Only_what_is_no_form_goes_without_antiforgery() =>
        Holding(@"IgnoreAntiforgeryToken|RequireAntiforgeryToken|DisableAntiforgery\(\)\s*[;.]").ShouldBe(["ApiServices.cs", "Error.cshtml.cs", "Unsubscribe.cshtml.cs"],
            ignoreOrder: true, "one asks for a token and no cookie counts there; one is drawn in place of any page, whatever was sent; the last mail programs post to, with a token of its own");

    private static IEnumerable<string> Holding(string pattern) =>
        House.Sources.Where(s => Regex.IsMatch(s.Text, pattern)).Select(s => Path.GetFileName(s.Path));

    private static int Lines(string path) => House.Sources.Single(s => s.Path == path).Text.Count(c => c == '\n');

    [GeneratedRegex("(Service|Manager|Helper|Helpers|Util|Utils|Utilities)$")]
    private static partial Regex VagueName();

    [GeneratedRegex("""<[^>]*\s(style|on[a-z]+)\s*=\s*["'@]|<(script|style)(?![^>]*\s(src|nonce)=)[^>]*>|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();
}
