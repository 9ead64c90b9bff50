// What the chart says of one moment: under a mouse or a finger, and by the arrow keys, from change to change.

const NEAR = 6; // px from the cursor within which something counts as having happened there
const MOST = 3; // things said of one moment

/**
 * @param {HTMLElement} figure
 * @param {object} chart  a uPlot
 * @param {() => { rows: (number|null)[][], marks: [number, string, string, string][], mean: boolean }} look  what is drawn now
 */
export function mountReading(figure, chart, look) {
  const plot = figure.querySelector('.plot'), readout = figure.querySelector('output');
  const gone = new AbortController(), { signal } = gone;
  let stops = [];
  plot.tabIndex = 0;
  plot.role = 'slider';
  plot.ariaLabel = 'Probability over time';
  plot.ariaValueMin = 0;
  renew(true);

  plot.addEventListener('keydown', event => {
    const now = Number(plot.ariaValueNow), last = stops.length - 1;
    if (event.key === 'Enter') return go(stops[now]);
    const to = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, PageDown: now - 10, PageUp: now + 10, Home: 0, End: last }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(Math.min(last, Math.max(0, to)));
    chart.setCursor({ left: chart.valToPos(stops[plot.ariaValueNow], 'x'), top: 0 });
  }, { signal });
  plot.addEventListener('blur', event => !readout.contains(event.relatedTarget) && chart.setCursor({ left: -10, top: -10 }), { signal });
  plot.addEventListener('pointermove', event => {
    if (event.pointerType === 'mouse') return; // uPlot follows a mouse by itself, and nothing else
    chart.setCursor({ left: event.clientX - plot.getBoundingClientRect().left, top: 0 });
  }, { signal });

  return { show, date, renew, destroy: () => gone.abort() };

  /** Something else is drawn: the reader stays at the moment where they were, and who stood at the end goes along. */
  function renew(toEnd = false) {
    const { rows, marks } = look();
    const at = stops[plot.ariaValueNow], stood = toEnd || Number(plot.ariaValueNow) >= stops.length - 1;
    stops = [...rows[0], ...new Set(marks.map(([t]) => t).filter(t => !rows[0].includes(t)))].sort((a, b) => a - b);
    plot.ariaValueMax = stops.length - 1;
    move(stood ? stops.length - 1 : Math.max(0, stops.findLastIndex(t => t <= at)));
    show();
  }

  function move(to) {
    plot.ariaValueNow = to;
    plot.ariaValueText = [date(stops[to]), ...words(stops[to]), ...happened(stops[to], 0).map(([, , , what]) => what)].join(', ');
  }

  function go(time) {
    const [mark] = happened(time, 0);
    if (mark) location.hash = mark[2];
  }

  function show() {
    if (chart.cursor.left === undefined || chart.cursor.left < 0) return readout.replaceChildren(...idle());
    const time = chart.posToVal(chart.cursor.left, 'x'), [number, ...more] = words(time);
    const marks = happened(time, chart.posToVal(NEAR, 'x') - chart.posToVal(0, 'x'));
    readout.replaceChildren(`${date(time)}  `, bold(number), ...more.map(what => ` · ${what}`), ...marks.slice(0, MOST).flatMap(([, , link, what]) => [' · ', leading(link, what)]),
      marks.length > MOST ? ` and ${marks.length - MOST} more` : '');
  }

  function words(time) {
    const { rows, mean } = look(), row = Math.max(0, rows[0].findLastIndex(t => t <= time));
    const [number, lower, upper, middle] = [1, 2, 3, 4].map(column => rows[column][row]);
    if (number === null) return ['no estimates'];
    return [say(number), `half from ${Math.round(lower)} to ${say(upper)}`, ...(mean ? [`geometric mean ${say(middle)}`] : [])];
  }

  function happened(time, within) {
    return look().marks.filter(([t]) => Math.abs(t - time) <= within);
  }

  /** While nobody points at a moment: where the curve that is shown begins and ends. */
  function idle() {
    const known = look().rows[1].filter(percent => percent !== null);
    if (known.length === 0) return ['Begins with the first estimate'];
    if (known.every(percent => say(percent) === say(known[0]))) return [bold(say(known[0])), ' throughout'];
    return [bold(say(known[0])), ' to ', bold(say(known.at(-1)))];
  }

  /** As exact as the span is long. */
  function date(time) {
    const { rows } = look(), span = (rows[0].at(-1) - rows[0][0]) / 86_400, at = new Date(time * 1000);
    const month = at.toLocaleString('en-US', { month: 'short' });
    if (span > 400) return `${month} ${at.getFullYear()}`;
    const day = `${at.getDate()} ${month}`;
    return span > 7 ? day : `${day} ${at.toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
  }
}

function say(percent) {
  return `${Math.round(percent)}%`;
}

function bold(words) {
  const b = document.createElement('b');
  b.textContent = words;
  return b;
}

function leading(link, words) {
  const a = document.createElement('a');
  a.href = link;
  a.textContent = words;
  return a;
}
