namespace Textak.Tests.Hostility;

/// <summary>Something that somebody types into.</summary>
/// <param name="By">Who sends it.</param>
/// <param name="Path">Where to, with {slug}, {id}, ... for what a <see cref="Cast"/> has of it.</param>
/// <param name="Name">What it is called; empty where nothing is typed, and all that is sent is fine.</param>
/// <param name="Fine">What is sent along.</param>
/// <param name="Shown">Where it is to be read once it was taken.</param>
/// <param name="Passes">Whether that is so only until the next of them is sent.</param>
internal sealed record Field(Who By, string Path, string Name, string Fine = "", string Shown = "", bool Passes = false)
{
    /// <summary>What stands before it in the same field, so that it is long enough, or says enough.</summary>
    public string Lead { get; init; } = "";

    /// <summary>What has to be done with the case's argument, board and proposal before.</summary>
    public Field? Needs { get; init; }

    /// <summary>What it has in common with those that are read in much the same way.</summary>
    public Kind Kind => Name switch
    {
        // One follows by a button, which is where the name stands
        _ when Path.StartsWith("/following", StringComparison.Ordinal) => Kind.Choice,
        "boards" when Path == Hooks => Kind.Choice,
        "link" => Kind.Link,
        "title" or "publisher" => Kind.Title,
        "name" or "email" or "program" => Kind.Name,
        "side" or "until" or "token" or "slug" or "grade" or "moved" or "stars" or "cause" or "act" or "step" or "category" or "kind" or "direction" or "state" or "scopes" or "kinds" => Kind.Choice,
        // What one is asked to stand by is not typed again
        "percent" when Path.EndsWith("/reaffirmation", StringComparison.Ordinal) => Kind.Choice,
        "percent" or "points" or "days" or "minutes" or "horizon" or "board" => Kind.Number,
        "current" or "password" => Kind.Secret,
        _ => Kind.Prose,
    };

    private const string Argument = "/f/{slug}/arguments/{id}", Text = "text=Fine,+and+long+enough.", Because = "reason=Because", Link = "link=https://fine.example/";
    private const string Title = "title=Will+it+be+fine+by+the+end%3F", Thesis = "thesis=It+will+be+fine+by+then.", Category = "category=Policy", Horizon = "horizon=2030-12-31";
    private const string Criteria = "criteria=True+if+the+register+lists+it+as+fine+by+the+end+of+2030,+and+false+otherwise.";
    private const string Lists = "True+if+the+register+lists+it,+and+false+otherwise,+as+they+say:+";
    private const string Own = "/proposals/{proposal}", Decided = Own + "?handler=decision", Other = "/f/{other}", Person = "/u/{name}/sanctions";
    private const string News = "/moderation/signal", Headline = "headline=All+is+fine", Paper = "source=Fine+Paper", Published = "published=2026-01-01", Towards = "direction=for&boards={slug}";

    private const string Tokens = "/account/tokens", Hooks = "/account/webhooks";

    private static readonly Field Reported = new(Who.Reader, $"{Argument}/report", "", "cause=Spam");
    private static readonly Field Hidden = new(Who.Keeper, $"{Argument}/visibility", "", $"hidden=true&{Because}");
    private static readonly Field Appealed = new(Who.Author, $"{Argument}/appeal", "", Text) { Needs = Hidden };
    private static readonly Field Open = new(Who.Admin, $"{Other}/status", "", $"step=Reopen&{Because}");
    private static readonly Field Muted = new(Who.Keeper, Person, "", $"kind=Mute&board={{slug}}&days=7&{Because}");
    private static readonly Field Waiting = new(Who.Author, Own, "", $"{Title}&{Thesis}&{Criteria}&{Category}&{Horizon}");

    /// <summary>All of them, in the order in which one argument, one board and one proposal can bear them.</summary>
    public static IReadOnlyList<Field> All { get; } =
    [
        new(Who.Author, "/f/{slug}/argument", "side", Text),
        new(Who.Author, "/f/{slug}/argument", "text", "side=for", "/f/{slug}?show=1020"),
        new(Who.Author, "/f/{slug}/argument", "link", $"side=for&{Text}"),
        new(Who.Author, "/f/{slug}/argument", "title", $"side=for&{Text}&{Link}", "/f/{slug}?show=1020"),
        new(Who.Author, "/f/{slug}/argument", "publisher", $"side=for&{Text}&{Link}", "/f/{slug}?show=1020"),
        new(Who.Author, "/f/{slug}/argument", "grade", $"side=for&{Text}&{Link}"),
        new(Who.Author, "/f/{slug}/argument", "percent", $"side=for&{Text}"),
        new(Who.Reader, "/f/{slug}/estimate", "percent"),
        new(Who.Reader, "/f/{slug}/estimate", "moved", "percent=50"),
        new(Who.Reader, "/f/{slug}/reaffirmation", "percent"),

        new(Who.Author, $"{Argument}?handler=source", "link"),
        new(Who.Author, $"{Argument}?handler=source", "title", "link=https://one.example/", Argument),
        new(Who.Author, $"{Argument}?handler=source", "publisher", "link=https://two.example/", Argument),
        new(Who.Author, $"{Argument}?handler=source", "grade", "link=https://three.example/"),
        new(Who.Author, $"{Argument}?handler=grade", "grade", "source={source}"),
        new(Who.Reader, $"{Argument}?handler=challenge", "grade", "source={source}"),
        new(Who.Reader, Argument, "stars"),
        new(Who.Reader, $"{Argument}?handler=rebuttal", "text", "", Argument),
        new(Who.Reader, $"{Argument}?handler=rebuttal", "link", Text),
        new(Who.Author, $"{Argument}?handler=wording", "text", "edition=1", Argument),
        new(Who.Reader, $"{Argument}/report", "cause"),
        new(Who.Reader, $"{Argument}/report", "note", "cause=Other", $"{Argument}/case", Passes: true),
        new(Who.Keeper, $"{Argument}/case", "act", Because) { Needs = Reported },
        new(Who.Keeper, $"{Argument}/case", "reason", "act=Dismiss", "/moderation/log/{slug}") { Needs = Reported },
        new(Who.Keeper, $"{Argument}/visibility", "reason", "hidden=true", "/moderation/log/{slug}"),
        new(Who.Author, $"{Argument}/appeal", "text", "", $"{Argument}/case", Passes: true) { Needs = Hidden },
        new(Who.Admin, $"{Argument}/case", "reason", "act=Refuse", "/moderation/log/{slug}") { Needs = Appealed },

        new(Who.Keeper, $"{Other}/criteria", "text", $"number={{criteria}}&{Because}", $"{Other}/criteria") { Needs = Open },
        new(Who.Keeper, $"{Other}/criteria", "reason", $"number={{criteria}}&text=True+if+it+is+{{number}}.", $"{Other}/criteria") { Needs = Open },
        new(Who.Keeper, $"{Other}/slow", "minutes", Because) { Needs = Open },
        new(Who.Keeper, $"{Other}/slow", "reason", "minutes={number}", "/moderation/log/{other}") { Needs = Open },
        new(Who.Admin, $"{Other}/status", "step", Because) { Needs = Open },
        new(Who.Admin, $"{Other}/status", "reason", "step=Lock", "/moderation/log/{other}") { Needs = Open },
        new(Who.Admin, $"{Other}/status", "sources", $"step=Lock&{Because}") { Needs = Open },

        new(Who.Author, "/propose", "title", $"{Thesis}&{Criteria}&{Category}&{Horizon}"),
        new(Who.Author, "/propose", "thesis", $"{Title}&{Criteria}&{Category}&{Horizon}"),
        new(Who.Author, "/propose", "why", $"{Title}&{Thesis}&{Criteria}&{Category}&{Horizon}"),
        new(Who.Author, "/propose", "criteria", $"{Title}&{Thesis}&{Category}&{Horizon}") { Lead = Lists },
        new(Who.Author, "/propose", "category", $"{Title}&{Thesis}&{Criteria}&{Horizon}"),
        new(Who.Author, "/propose", "horizon", $"{Title}&{Thesis}&{Criteria}&{Category}"),
        new(Who.Author, "/propose?handler=check", "title"),
        new(Who.Author, "/propose?handler=check", "thesis", Title),
        new(Who.Author, "/propose?handler=check", "why", Title),
        new(Who.Author, "/propose?handler=check", "criteria", Title),
        new(Who.Author, "/propose?handler=check", "category", Title),
        new(Who.Author, "/propose?handler=check", "horizon", Title),
        new(Who.Author, Own, "category", $"{Title}&{Thesis}&{Criteria}&{Horizon}"),
        new(Who.Author, Own, "horizon", $"{Title}&{Thesis}&{Criteria}&{Category}"),
        new(Who.Author, Own, "title", $"{Thesis}&{Criteria}&{Category}&{Horizon}", Own, Passes: true),
        new(Who.Author, Own, "thesis", $"{Title}&{Criteria}&{Category}&{Horizon}", Own, Passes: true),
        new(Who.Author, Own, "why", $"{Title}&{Thesis}&{Criteria}&{Category}&{Horizon}", Own, Passes: true),
        new(Who.Author, Own, "criteria", $"{Title}&{Thesis}&{Category}&{Horizon}", Own, Passes: true) { Lead = Lists },
        new(Who.Keeper, Decided, "act", $"seen={{seen}}&{Because}") { Needs = Waiting },
        new(Who.Keeper, Decided, "reason", "seen={seen}&act=Return", Own, Passes: true) { Needs = Waiting },

        new(Who.Keeper, Person, "kind", $"board={{slug}}&days=1&{Because}"),
        new(Who.Keeper, Person, "board", $"kind=Mute&days=1&{Because}"),
        new(Who.Keeper, Person, "days", $"kind=Mute&board={{slug}}&{Because}"),
        new(Who.Keeper, Person, "reason", "kind=Warning&days=", Person),
        new(Who.Keeper, $"{Person}?handler=lift", "reason", "id={sanction}") { Needs = Muted },

        new(Who.Keeper, News, "headline", $"{Paper}&{Published}&{Towards}"),
        new(Who.Keeper, News, "source", $"{Headline}&{Published}&{Towards}"),
        new(Who.Keeper, News, "link", $"{Headline}&{Paper}&{Published}&{Towards}"),
        new(Who.Keeper, News, "published", $"{Headline}&{Paper}&{Towards}"),
        new(Who.Keeper, News, "direction", $"{Headline}&{Paper}&{Published}&boards={{slug}}"),
        new(Who.Keeper, News, "grade", $"{Headline}&{Paper}&{Published}&{Towards}"),
        new(Who.Keeper, News, "boards", $"{Headline}&{Paper}&{Published}&direction=for"),
        new(Who.Keeper, "/f/{slug}/signals", "reason", "signal={signal}", "/moderation/log/{slug}"),
        new(Who.Keeper, "/moderation/news/{news}", "act"),
        new(Who.Keeper, "/f/{slug}/terms", "terms"),
        // Without a grade none is taken, and nobody goes out for it
        new(Who.Admin, "/admin/feeds", "name", $"address=https://fine.example/&{Category}"),
        new(Who.Admin, "/admin/feeds", "address", $"name=Fine+Paper&{Category}"),
        new(Who.Admin, "/admin/feeds", "category", "name=Fine+Paper&address=https://fine.example/"),
        new(Who.Admin, "/admin/feeds", "grade", "name=Fine+Paper&address=https://fine.example/"),
        new(Who.Admin, "/admin/feeds/{feed}", "name", $"address=https://fine.example/&{Category}"),
        new(Who.Admin, "/admin/feeds/{feed}", "address", $"name=Fine+Paper&{Category}"),
        new(Who.Admin, "/admin/feeds/{feed}", "category", "name=Fine+Paper&address=https://fine.example/"),
        new(Who.Admin, "/admin/feeds/{feed}", "grade", "name=Fine+Paper&address=https://fine.example/"),
        new(Who.Admin, "/admin/feeds/{feed}?handler=state", "state"),

        new(Who.Reader, "/following?handler=board", "slug", "follows=true"),
        new(Who.Reader, "/following?handler=author", "name", "follows=true"),
        new(Who.Reader, "/notices", "until"),
        new(Who.Reader, "/notices/choices", "points", "Argument=Here"),
        new(Who.Reader, "/notices/choices", "side", "Argument=Here&points=5"),
        new(Who.Reader, "/notices/choices?handler=address", "token"),

        new(Who.Keeper, $"{Tokens}?handler=token", "name", "as={keeper}&scopes=read&days=30", Tokens),
        new(Who.Keeper, $"{Tokens}?handler=token", "scopes", "as={keeper}&name=Fine&days=1"),
        new(Who.Keeper, $"{Tokens}?handler=program", "program"),
        // Without a kind none is taken, and nobody is sent anything
        new(Who.Reader, Hooks, "address"),
        new(Who.Reader, Hooks, "boards", "address=https://fine.example/"),
        new(Who.Reader, Hooks, "board", "address=https://fine.example/&boards=one"),
        new(Who.Reader, Hooks, "kinds", "address=none"),

        new(Who.Reader, "/account?handler=email", "email"),
        new(Who.Reader, "/account?handler=name", "name"),
        new(Who.Reader, "/account?handler=password", "current", "password=correct+horse+battery"),
        new(Who.Reader, "/account?handler=password", "password", "current=wrong"),
        new(Who.Stranger, "/account/register", "name", "password=short"),
        new(Who.Stranger, "/account/register", "email", "name=x&password=correct+horse+battery"),
        new(Who.Stranger, "/account/register", "password", "name=x"),
        new(Who.Stranger, "/account/sign-in", "name", "password=wrong"),
        new(Who.Stranger, "/account/sign-in", "password", "name=Nobody+There"),
    ];

    /// <summary>What is read, with * for what somebody types there.</summary>
    public static IReadOnlyList<(Who By, string Address)> Read { get; } =
    [
        (Who.Keeper, "/moderation/signal?board=*"), (Who.Stranger, "/?q=*"), (Who.Reader, "/?sort=*&span=*&category=*&status=*&confidence=*&boards=*&after=*"), (Who.Stranger, "/f/{slug}?order=*&show=*&days=*&mean=*"), (Who.Stranger, "/f/{slug}/similar?text=*"),
        (Who.Stranger, "/f/{slug}/frames?after=*"), (Who.Stranger, Argument + "?after=*"), (Who.Stranger, Argument + "?handler=*"), (Who.Stranger, "/f/*"), (Who.Stranger, "/u/*"),
        (Who.Stranger, "/u/*/csv"), (Who.Stranger, "/moderation/log/*"), (Who.Stranger, "/moderation/log?before=*"), (Who.Stranger, "/*"),
        (Who.Stranger, "/account/sign-in?returnUrl=*"), (Who.Stranger, "/account/register?returnUrl=*"),
        (Who.Reader, "/account?changed=*"), (Who.Reader, "/account?returnUrl=*"), (Who.Reader, "/account/sign-out?returnUrl=*"), (Who.Reader, "/proposals/*"),
        (Who.Stranger, "/f/{slug}/at?at=*"), (Who.Stranger, "/notices/unsubscribe/*"), (Who.Reader, "/notices?before=*"), (Who.Reader, "/notices/choices?changed=*&confirm=*"),
        (Who.Reader, "/account/tokens?changed=*&returnUrl=*"), (Who.Reader, "/account/webhooks?board=*&returnUrl=*"), (Who.Stranger, "/embed/{slug}?theme=*"), (Who.Keeper, Person + "?board=*"), (Who.Keeper, "/u/*/sanctions"),
    ];

    /// <summary>Whether people type into what is read by an address, and don't only follow links.</summary>
    public static bool IsTyped(string address) => address.Contains("q=*", StringComparison.Ordinal) || address.Contains("text=*", StringComparison.Ordinal) || address.Contains("title=*", StringComparison.Ordinal);
}

/// <summary>Who types.</summary>
internal enum Who { Stranger, Reader, Author, Keeper, Admin }

/// <summary>What is asked for in a field: Number stands for days and addresses too.</summary>
internal enum Kind { Prose, Title, Name, Link, Choice, Number, Secret }
