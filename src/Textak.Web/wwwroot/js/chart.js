// The history of a board's probability, drawn with uPlot over the server's curve: same box, same scale, same colours.
// Needs the script lib/uplot/uPlot.iife.min.js before it; without that the server's curve simply stays.

const DAY = 86_400;
const DOT = 8;
const ROOM = 6; // px around the curve, so that a dot on an edge is whole; chart.css gives the same

/**
 * @param {HTMLElement} figure  the figure.chart of the page, with its .plot, output, nav and ol.days
 * @param {object} history
 * @param {[number, number|null][]} history.points  [Unix seconds, percent], oldest first; null while there is no estimate
 * @param {number|null} [history.days]   days back from the end to show; null for all
 * @param {number|null} [history.until]  Unix seconds where the curve ends; null while the forecast is open: now
 */
export function mountChart(figure, history) {
  if (!globalThis.uPlot) return { push() {}, show() {}, destroy() {} };
  if (history.points.length > 0) return draw(figure, history);
  let drawn; // nobody has estimated yet: the first point brings the curve
  return {
    push(point) {
      if (drawn) drawn.push(point);
      else drawn = draw(figure, { ...history, points: [point] });
    },
    show(count) { drawn?.show(count); },
    destroy() { drawn?.destroy(); },
  };
}

function draw(figure, { points, days = 60, until = null }) {
  const uPlot = globalThis.uPlot;
  const plot = figure.querySelector('.plot');
  const readout = figure.querySelector('output');
  const spans = figure.querySelectorAll('nav a[data-days]');
  let rows; // what is drawn: [times, percents], with a row at either edge of the span

  const chart = new uPlot({
    ...size(),
    padding: [ROOM, ROOM, ROOM, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { range: () => [rows[0][0], rows[0].at(-1)] }, y: { range: () => [0, 100] } },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { one: true, bbox: dotAtCursor, fill: ink },
    },
    series: [{}, {
      stroke: ink,
      fill: area,
      width: 2,
      paths: uPlot.paths.stepped({ align: 1 }), // a probability holds until the next change
      points: { show: true, size: DOT, width: 0, fill: ink, filter: () => [rows[0].length - 1] },
    }],
    hooks: { setCursor: [read] },
  }, select(), plot);

  plot.classList.add('drawn');
  becomeKeyboardReadable();
  label();

  const resized = new ResizeObserver(() => chart.setSize(size()));
  resized.observe(plot);
  const themes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map(q => matchMedia(q));
  const repaint = () => chart.redraw(false);
  themes.forEach(t => t.addEventListener('change', repaint));
  spans.forEach(a => a.addEventListener('click', choose));

  return {
    /** Adds a point at the end, [Unix seconds, percent or null]. The reader's cursor stays where it is. */
    push(point) { points.push(point); redraw(); },
    /** Shows the last so many days; null shows all. */
    show,
    destroy() {
      resized.disconnect();
      themes.forEach(t => t.removeEventListener('change', repaint));
      spans.forEach(a => a.removeEventListener('click', choose));
      chart.destroy();
      plot.classList.remove('drawn');
    },
  };

  function show(count) {
    days = count;
    for (const a of spans) {
      if ((Number(a.dataset.days) || null) === days) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
    }
    chart.setCursor({ left: -10, top: -10 });
    redraw();
  }

  function choose(event) {
    event.preventDefault();
    show(Number(event.currentTarget.dataset.days) || null);
  }

  function redraw() {
    chart.setData(select());
    plot.ariaValueMax = rows[0].length - 1;
    label();
    read(chart);
  }

  function select() {
    const end = until ?? Math.max(Date.now() / 1000, points.at(-1)[0]);
    const start = days ? Math.max(end - days * DAY, points[0][0]) : points[0][0];
    const inside = points.filter(([t]) => t > start && t < end);
    const first = [start, points.findLast(([t]) => t <= start)?.[1] ?? null];
    const last = [end, points.findLast(([t]) => t <= end)[1]];
    rows = [[first, ...inside, last].map(p => p[0]), [first, ...inside, last].map(p => p[1])];
    return rows;
  }

  function size() {
    return { width: plot.clientWidth + ROOM, height: plot.clientHeight + 2 * ROOM };
  }

  function ink() {
    return getComputedStyle(plot.querySelector('.line')).stroke;
  }

  function area() {
    const fill = getComputedStyle(plot.querySelector('.area')).fill;
    return fill === 'none' ? 'transparent' : fill; // a canvas doesn't know none
  }

  /** The row that holds at a moment. */
  function rowAt(time) {
    return Math.max(0, rows[0].findLastIndex(t => t <= time));
  }

  function dotAtCursor(u) {
    const percent = rows[1][rowAt(u.posToVal(u.cursor.left, 'x'))];
    if (percent === null) return { left: -DOT, top: -DOT, width: 0, height: 0 };
    return { left: u.cursor.left - DOT / 2, top: u.valToPos(percent, 'y') - DOT / 2, width: DOT, height: DOT };
  }

  function read(u) {
    if (u.cursor.left === undefined || u.cursor.left < 0) return readout.replaceChildren(...span());
    const time = u.posToVal(u.cursor.left, 'x');
    readout.replaceChildren(`${format(time)}  `, bold(say(rows[1][rowAt(time)])));
  }

  // Arrow keys walk from change to change, as on a slider: screen readers pass the keys on and speak the value text
  function becomeKeyboardReadable() {
    plot.tabIndex = 0;
    plot.role = 'slider';
    plot.ariaLabel = 'Probability over time';
    plot.ariaValueMin = 0;
    plot.ariaValueMax = rows[0].length - 1;
    move(rows[0].length - 1, false);
    plot.addEventListener('keydown', event => {
      const now = Number(plot.ariaValueNow), last = rows[0].length - 1;
      const to = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageDown: now - 10, PageUp: now + 10, Home: 0, End: last }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(Math.min(last, Math.max(0, to)), true);
    });
    plot.addEventListener('blur', () => chart.setCursor({ left: -10, top: -10 }));
    plot.addEventListener('pointermove', event => {
      if (event.pointerType === 'mouse') return; // uPlot follows a mouse by itself, and nothing else
      chart.setCursor({ left: event.clientX - plot.getBoundingClientRect().left, top: 0 });
    });
  }

  function move(row, visibly) {
    plot.ariaValueNow = row;
    plot.ariaValueText = `${format(rows[0][row])}, ${say(rows[1][row])}`;
    if (visibly) chart.setCursor({ left: chart.valToPos(rows[0][row], 'x'), top: 0 });
  }

  /** What the readout says while nobody points at a moment: where the curve that is shown begins and ends. */
  function span() {
    const known = rows[1].filter(percent => percent !== null);
    return known.length === 0 ? ['Begins with the first estimate'] : [bold(say(known[0])), ' to ', bold(say(known.at(-1)))];
  }

  /** The labels stand at equal distances, so each names the moment at its place. */
  function label() {
    const labels = figure.querySelectorAll('ol.days li');
    const start = rows[0][0], span = rows[0].at(-1) - start;
    labels.forEach((li, i) => { li.textContent = i === labels.length - 1 && until === null ? 'now' : format(start + span * i / (labels.length - 1)); });
  }

  /** A date as exact as the span is long. */
  function format(time) {
    const span = (rows[0].at(-1) - rows[0][0]) / DAY;
    const date = new Date(time * 1000);
    const month = date.toLocaleString('en-US', { month: 'short' });
    if (span > 400) return `${month} ${date.getFullYear()}`;
    const day = `${date.getDate()} ${month}`;
    return span > 7 ? day : `${day} ${date.toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
  }

  function say(percent) {
    return percent === null ? 'no estimates' : `${Math.round(percent)}%`;
  }

  function bold(words) {
    const b = document.createElement('b');
    b.textContent = words;
    return b;
  }
}
