namespace Textak.Browser;

/// <summary>Questions to a page about its measures; each answers with what is wrong.</summary>
public static class Layout
{
    // Asked before its style sheet came, a page answers for one without
    private const string Styled = "if (document.readyState !== 'complete') await new Promise(loaded => addEventListener('load', loaded, { once: true }));";

    /// <summary>What stands out to the side of a page that scrolls sideways.</summary>
    public const string TooWide = $$"""
        async () => {
          {{Styled}}
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth && innerWidth <= screen.width) return [];
          const out = [...document.body.querySelectorAll('*')].filter(e => Math.max(e.getBoundingClientRect().right, e.scrollWidth) > root.clientWidth + 1);
          return [`${root.scrollWidth} in ${root.clientWidth}, window ${innerWidth}`, ...out.slice(-5).map(e => `${e.scrollWidth} ${e.parentElement.outerHTML.slice(0, 60)} > ${e.outerHTML.slice(0, 150)}`)];
        }
        """;

    /// <summary>What one can press that is smaller than 44 pixels, but for links inside a sentence (WCAG 2.5.5 leaves them out).</summary>
    public const string TooSmallForFingers = $$"""
        async () => {
          {{Styled}}
          const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, summary, [role=slider]')];
          const place = e => e.type === 'radio' || e.type === 'checkbox' ? e.closest('label') : e;
          const boxOf = e => {
            const own = e.getBoundingClientRect(), whole = getComputedStyle(e, '::after');
            // A tile's link covers the tile
            return whole.position === 'absolute' && whole.content !== 'none' ? e.closest('.tile')?.getBoundingClientRect() ?? own : own;
          };
          const inSentence = e => getComputedStyle(e).display === 'inline' && e.closest('p, li, dd, td, blockquote');
          return targets.map(place).filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.matches('.skip') && !inSentence(e))
            .filter(e => { const box = boxOf(e); return box.width < 43.5 || box.height < 43.5; })
            .map(e => `${Math.round(boxOf(e).width)}x${Math.round(boxOf(e).height)} ${e.outerHTML.slice(0, 160)}`);
        }
        """;

    /// <summary>What moved since the page was first drawn, though nobody touched anything.</summary>
    public const string Moved = """
        async () => {
          // What was changed just now is drawn, and counted, with the next frame
          for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
          const observer = new PerformanceObserver(() => {});
          observer.observe({ type: 'layout-shift', buffered: true });
          const say = ({ node, previousRect: from, currentRect: to }) => `${(node?.outerHTML ?? node?.data)?.slice(0, 100)} from ${from.x},${from.y} to ${to.x},${to.y}`;
          return observer.takeRecords().filter(shift => !shift.hadRecentInput).map(shift => `${shift.value.toFixed(6)}: ${shift.sources.map(say).join('; ')}`);
        }
        """;
}
