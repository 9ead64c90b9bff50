namespace Textak.Browser;

/// <summary>What a page says, line by line, without what may differ between a page that lived and one that was just loaded.</summary>
public static class Projection
{
    private const string Script = """
        () => {
          const main = document.querySelector('main');
          // The state line tells the time, and form tokens are new on each page; the drawn chart is compared by its readings;
          // and the times below it depend on when it was drawn; where one's own dial rests is not the board's news; watchers
          // are counted apart, as looking at it changes them
          const left = 'script, template, .state, #announce, .plot > *, .days, details.rows, .estimate header output, input[type=hidden], #presence';
          const passing = ['new', 'moved-up', 'moved-down', 'drawn'];
          const lines = [document.title, ...chart()];
          walk(main, '');
          return lines.join('\n');

          function walk(element, indent) {
            if (element.matches(left)) return;
            const classes = [...element.classList].filter(name => !passing.includes(name)).sort();
            const attributes = element.hasAttribute('hidden') ? ['hidden'] : ['id', 'href', 'datetime', 'aria-label', 'data-seq'].filter(name => element.hasAttribute(name)).map(name => `${name}=${element.getAttribute(name)}`);
            lines.push(`${indent}${[element.localName, ...classes.map(name => `.${name}`)].join('')} ${attributes.join(' ')}`.trimEnd());
            if (element.hasAttribute('hidden')) return;
            for (const node of element.childNodes) {
              const text = node.nodeType === Node.TEXT_NODE ? node.textContent.replace(/\s+/g, ' ').trim() : '';
              if (text) lines.push(`${indent}  "${text}"`);
              if (node.nodeType === Node.ELEMENT_NODE) walk(node, indent + '  ');
            }
          }

          function chart() {
            const plot = document.querySelector('.plot'), readings = [];
            if (plot?.role !== 'slider') return readings;
            const press = key => plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            press('End');
            for (let i = 0; i < 8; i++) {
              readings.push(`chart: ${plot.ariaValueText.split(', ')[1]}`);
              press('ArrowLeft');
            }
            plot.dispatchEvent(new FocusEvent('blur'));
            return [`chart: ${plot.ariaValueMax} moments`, ...readings];
          }
        }
        """;

    public static Task<string> ProjectAsync(this IPage page) => page.EvaluateAsync<string>(Script);

    /// <summary>Waits until the two pages say the same, and tells where they don't.</summary>
    public static async Task SaysTheSameAsAsync(this IPage page, IPage other)
    {
        var expected = await other.ProjectAsync();
        try
        {
            await page.WaitForFunctionAsync($"expected => ({Script})() === expected", expected, new() { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            var (there, here) = (expected.Split('\n'), (await page.ProjectAsync()).Split('\n'));
            var first = there.Zip(here).TakeWhile(lines => lines.First == lines.Second).Count();
            Assert.Fail($"""
                From line {first} on the pages differ. One that was just loaded says:
                {string.Join('\n', there[first..].Take(12))}
                This one says:
                {string.Join('\n', here[first..].Take(12))}
                """);
        }
    }
}
