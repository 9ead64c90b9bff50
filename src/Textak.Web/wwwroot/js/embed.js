// One tile on a page of somebody else's, live: the number and its curve move; what else changes is read anew, and all tiles don't come at once.
import { countOver } from './count.js';
import { connect } from './live.js';
import { load, localise, moved } from './page.js';

const SPREAD = 5_000; // ms over which the readers of a change that has to be read come
const main = document.querySelector('main');
let seq = Number(main.dataset.seq), reading;

localise();
connect({ open: async call => apply(await call('Watch', main.dataset.slug, seq)), frame: apply, ask: readAgain, state: main.querySelector('.state') });

function apply(frame) {
  if (frame.slug !== main.dataset.slug || (frame.to <= seq && !frame.reload)) return;
  const missed = frame.from > seq, last = frame.points.at(-1), number = main.querySelector('.count');
  seq = frame.to;
  if (missed || frame.reload || frame.standing || !number !== (frame.percent === null) || last?.p === null) return readSoon();
  if (!number) return;
  countOver(number, frame.percent);
  const word = main.querySelector('.words b');
  word.textContent = frame.word;
  word.parentElement.replaceChildren(word, ...moved(frame.movement));
  if (last) draw(100 - last.p);
}

/** The curve goes on where its end is: so little time has passed that it stays in its place. */
function draw(y) {
  const [line, area, end] = ['line', 'area', 'end'].map(name => main.querySelector(`.spark .${name}`));
  if (!line || !area || !end) return;
  const whole = `${line.getAttribute('d')}V${y.toFixed(2)}`, before = area.getAttribute('d');
  const stretch = whole.slice(whole.lastIndexOf('M')), start = /^M([\d.]+)/.exec(stretch)[1];
  line.setAttribute('d', whole);
  area.setAttribute('d', `${before.slice(0, before.lastIndexOf('M'))}${stretch}V100H${start}Z`);
  end.setAttribute('d', `M100 ${y.toFixed(2)}h0`);
}

function readSoon() {
  reading ??= setTimeout(() => {
    reading = undefined;
    readAgain().catch(() => {}); // the next frame tries again
  }, Math.random() * SPREAD);
}

async function readAgain() {
  const fresh = (await load(location.href))?.querySelector('main');
  if (!fresh) throw new Error('It can\'t be read.');
  if (Number(fresh.dataset.seq) < seq) return;
  seq = Number(fresh.dataset.seq);
  localise(fresh);
  main.querySelector('.tiles').replaceWith(fresh.querySelector('.tiles'));
}
