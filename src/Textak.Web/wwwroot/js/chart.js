// The history of a board's probability, drawn with uPlot over the server's curve: same box, same scale, same colours.
// Needs the script lib/uplot/uPlot.iife.min.js before it; without that the server's curve simply stays.
import { mountReading } from './reading.js';
import { load, localise } from './page.js';

const DAY = 86_400;
const DOT = 8;
const ROOM = 6; // px around the curve, so that a dot on an edge is whole; chart.css gives the same
const LANES = { for: 1, against: 3 }; // of the marks below the curve; all others between them
const SIGNS = { for: '▲', against: '▼', signal: '◆', criteria: '§' };
const MEAN = 4;

/**
 * @param {HTMLElement|null} figure  the figure.chart of the page; none where others' numbers are held back
 * @param {number} seq  the last event that its points tell
 */
export function mountChart(figure, seq) {
  const nothing = { push() {}, mark() {}, end() {}, destroy() {} };
  if (!figure || !globalThis.uPlot) return nothing;
  const { points, marks, days, mean, until } = figure.dataset;
  const history = {
    points: JSON.parse(points), // [Unix seconds, percent, lower quartile, upper quartile, geometric mean], oldest first; null while there is no estimate
    marks: new Map(JSON.parse(marks).map(mark => [keyOf(mark), mark])), // [Unix seconds, kind, link, what]
    days: Number(days) || null, mean: mean === 'true', until: Number(until) || null,
  };
  let drawn = history.points.length > 0 ? draw(figure, history) : null; // nobody has estimated yet: the first point brings the curve
  let stale = false, gone = false;
  return {
    /** Adds a point at the end, once. The reader's cursor stays where it is. */
    push(point) {
      if (point.seq <= seq) return;
      seq = point.seq;
      // Two servers' clocks may disagree: the order is the log's
      const t = Math.max(point.t, history.points.at(-1)?.[0] ?? point.t);
      history.points.push([t, point.p, point.lower, point.upper, point.mean]);
      redraw();
    },
    /** Something that happened, or is hidden now. */
    mark(mark, hidden) {
      if (hidden) history.marks.delete(keyOf(mark));
      else history.marks.set(keyOf(mark), mark);
      redraw();
    },
    /** The curve ends with this mark, or with null goes on. */
    end(mark) {
      for (const [key, [, kind]] of history.marks) if (kind === 'resolution') history.marks.delete(key);
      if (mark) history.marks.set(keyOf(mark), mark);
      history.until = mark?.[0] ?? null;
      redraw();
    },
    destroy() {
      drawn?.destroy();
      gone = true;
    },
  };

  // A frame may tell of hundreds: drawn once, when it has told all
  function redraw() {
    if (stale) return;
    stale = true;
    queueMicrotask(() => {
      stale = false;
      if (gone) return;
      if (drawn) drawn.redraw();
      else if (history.points.length > 0) drawn = draw(figure, history);
    });
  }
}

// An argument has the same mark whether its link leads to this page or to its own
function keyOf([time, kind, link]) {
  return `${time} ${kind} ${link.split(/[-/]/).at(-1)}`;
}

function draw(figure, history) {
  const uPlot = globalThis.uPlot, { points, marks } = history;
  const plot = figure.querySelector('.plot'), strip = figure.querySelector('svg.marks'), table = figure.querySelector('details.rows');
  const spans = figure.querySelectorAll('nav a[data-days]'), toggle = figure.querySelector('a.mean');
  let rows; // what is drawn: times, percents, lower and upper quartiles, means, with a row at either edge of the span
  let reading = null, reader = null;
  select();

  const stepped = { paths: uPlot.paths.stepped({ align: 1 }) }; // a probability holds until the next change
  const edge = { ...stepped, width: 0, stroke: 'transparent', points: { show: false } };
  const chart = new uPlot({
    ...size(),
    padding: [ROOM, ROOM, ROOM, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { range: () => [rows[0][0], rows[0].at(-1)] }, y: { range: () => [0, 100] } },
    cursor: { y: false, drag: { x: false, y: false }, points: { one: true, bbox: dotAtCursor, fill: () => colour('line', 'stroke') } },
    series: [{}, {
      ...stepped, stroke: () => colour('line', 'stroke'), width: 2,
      points: { show: true, size: DOT, width: 0, fill: () => colour('line', 'stroke'), filter: () => [rows[0].length - 1] },
    }, edge, edge, {
      ...stepped, stroke: () => colour('mean', 'stroke'), width: 1.5, dash: [5, 4], points: { show: false }, show: history.mean,
    }],
    bands: [{ series: [3, 2], fill: () => colour('band', 'fill') }],
    hooks: { setCursor: [() => reading?.show()] },
  }, rows, plot);
  plot.classList.add('drawn');
  reading = mountReading(figure, chart, () => ({ rows, marks: shownMarks(), mean: history.mean }));
  label();

  const resized = new ResizeObserver(() => chart.setSize(size()));
  resized.observe(plot);
  const themes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map(q => matchMedia(q));
  const repaint = () => chart.redraw(false);
  const gone = new AbortController(), { signal } = gone;
  themes.forEach(t => t.addEventListener('change', repaint, { signal }));
  spans.forEach(a => a.addEventListener('click', event => choose(event, () => { history.days = Number(a.dataset.days) || null; }), { signal }));
  toggle.addEventListener('click', event => choose(event, () => { history.mean = !history.mean; }), { signal });
  table.addEventListener('toggle', () => readTable(0), { signal });

  return {
    redraw() {
      select();
      chart.setData(rows);
      label();
      reading.renew();
      readTable(2000);
    },
    destroy() {
      clearTimeout(reader);
      gone.abort();
      reading.destroy();
      resized.disconnect();
      chart.destroy();
      plot.classList.remove('drawn');
    },
  };

  /** A link that changes what is shown, and the address with it: so it is after a reload, and for who is sent it. */
  function choose(event, change) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change();
    for (const a of spans) {
      if ((Number(a.dataset.days) || null) === history.days) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
      a.href = address(Number(a.dataset.days), history.mean);
    }
    toggle.textContent = `${history.mean ? 'Hide' : 'Show'} the geometric mean`;
    toggle.href = address(history.days ?? 0, !history.mean);
    globalThis.history.replaceState(null, '', address(history.days ?? 0, history.mean).replace('#chart', location.hash));
    chart.setCursor({ left: -10, top: -10 });
    chart.setSeries(MEAN, { show: history.mean });
    select();
    chart.setData(rows);
    label();
    reading.renew();
    readTable(0);
  }

  function address(days, mean) {
    const query = new URLSearchParams(location.search);
    query.set('days', days);
    if (mean) query.set('mean', 'true');
    else query.delete('mean');
    return `?${query}#chart`;
  }

  function select() {
    const end = history.until ?? Math.max(Date.now() / 1000, points.at(-1)[0]);
    const begun = Math.min(points[0][0], ...[...marks.values()].map(([t]) => t)); // much may be said before anybody gives a number
    const start = history.days ? Math.max(end - history.days * DAY, begun) : begun;
    const inside = points.filter(([t]) => t > start && t < end);
    const first = [start, ...(points.findLast(([t]) => t <= start) ?? [0, null, null, null, null]).slice(1)];
    const last = [end, ...(points.findLast(([t]) => t <= end) ?? points[0]).slice(1)];
    rows = [0, 1, 2, 3, 4].map(column => [first, ...inside, last].map(row => row[column]));
  }

  function shownMarks() {
    return [...marks.values()].filter(([t]) => t >= rows[0][0] && t <= rows[0].at(-1)).sort((a, b) => a[0] - b[0]);
  }

  function size() {
    return { width: plot.clientWidth + ROOM, height: plot.clientHeight + 2 * ROOM };
  }

  /** As the server's curve has it here: one place says which theme has which colour. */
  function colour(path, property) {
    const is = getComputedStyle(plot.querySelector(`.${path}`))[property];
    return is === 'none' ? 'transparent' : is; // a canvas doesn't know none
  }

  function dotAtCursor(u) {
    const time = u.posToVal(u.cursor.left, 'x'), percent = rows[1][Math.max(0, rows[0].findLastIndex(t => t <= time))];
    if (percent === null) return { left: -DOT, top: -DOT, width: 0, height: 0 };
    return { left: u.cursor.left - DOT / 2, top: u.valToPos(percent, 'y') - DOT / 2, width: DOT, height: DOT };
  }

  /** The dates stand at equal distances, so each names the moment at its place; the marks stand where they happened. */
  function label() {
    const labels = figure.querySelectorAll('ol.days li'), start = rows[0][0], span = rows[0].at(-1) - start;
    labels.forEach((li, i) => { li.textContent = i === labels.length - 1 && history.until === null ? 'now' : reading.date(start + span * i / (labels.length - 1)); });
    const at = strip.namespaceURI;
    strip.replaceChildren(...shownMarks().map(([t, kind, link, what]) => {
      const a = document.createElementNS(at, 'a'), text = document.createElementNS(at, 'text'), title = document.createElementNS(at, 'title');
      for (const [name, is] of Object.entries({ href: link, class: kind, tabindex: -1 })) a.setAttribute(name, is);
      text.setAttribute('x', `${100 * (t - start) / span}%`);
      text.setAttribute('y', `${LANES[kind] ?? 2}em`);
      title.textContent = `${reading.date(t)}: ${what}`;
      text.append(title, SIGNS[kind] ?? '■');
      a.append(text);
      return a;
    }));
  }

  /** Why it moved, and the table, are the server's, as of now: read while somebody has them open. */
  function readTable(delay) {
    // What waits already is not put off: on a busy board there is always something more
    if (delay > 0 && reader) return;
    clearTimeout(reader);
    reader = null;
    if (!table.open) return;
    reader = setTimeout(async () => {
      reader = null;
      const read = (await load(location.href))?.querySelector('#chart details.rows > div');
      if (!read) return;
      localise(read);
      // Into the same box: whoever reads there has scrolled in it
      table.querySelector('div').replaceChildren(...document.adoptNode(read).childNodes);
    }, delay);
  }
}
