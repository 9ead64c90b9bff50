// The wall: whatever moves goes to the top, each board once. Nobody looks after it, so it looks after itself, for days.
import { connect } from './live.js';
import { load, localise, nodes } from './page.js';
import { overSpan, renew } from './tile.js';

const AGAIN = 5 * 60_000; // ms between two readings of the page: for what time alone changes, and whatever was missed

const main = document.querySelector('main.on-the-wall'), list = main.querySelector('.shifts');

const pause = main.querySelector('.pause');
let paused = false;

pause.hidden = false;
pause.addEventListener('click', () => {
  paused = !paused;
  pause.textContent = paused ? 'Go on' : 'Pause';
  // What came meanwhile comes at once
  if (!paused) readAgain().catch(() => {});
});
localise();
connect({ open: catchUp, frame: hear, ask: readAgain, state: main.querySelector('.state') });
setInterval(() => readAgain().catch(() => {}), AGAIN * (0.9 + Math.random() / 5));

async function catchUp(call) {
  await call('WatchFeed', []);
  await readAgain();
}

function hear({ slug, to, tile }) {
  if (tile && !paused) put(slug, to, overSpan(nodes(tile)[0], main.dataset.span));
}

function put(slug, seq, tile) {
  const shown = lines().find(line => line.dataset.slug === slug);
  // A board that was resolved, or whose numbers are held back, moves no more
  if (tile.matches('.resolved') || !tile.dataset.moved) return void shown?.remove();
  const moved = at(tile);
  if (shown && at(shown) >= moved) return void renew(shown, seq, tile);
  shown?.remove();
  tile.classList.add('arrived');
  const below = lines().find(line => at(line) < moved);
  if (below) below.before(tile);
  else list.append(tile);
  trim();
}

/** The whole list as it is now, line by line: what stays the same isn't touched. */
async function readAgain() {
  if (paused) return;
  const page = await load(location.href);
  if (!page) throw new Error('The page could not be read.');
  // A deployment brings other files
  if (page.querySelector('script[type=module]')?.getAttribute('src') !== document.querySelector('script[type=module]').getAttribute('src')) return location.reload();
  localise(page);
  const now = [...page.querySelectorAll('.shifts > *')];
  for (const tile of now) {
    const shown = lines().find(line => line.dataset.slug === tile.dataset.slug);
    if (shown && Number(shown.dataset.seq) > Number(tile.dataset.seq)) continue;
    if (shown && at(shown) === at(tile)) shown.replaceWith(tile);
    else put(tile.dataset.slug, Number(tile.dataset.seq), tile);
  }
  // What isn't there any more goes, unless it came while the page was on its way
  const newest = Math.max(...now.map(at));
  for (const line of lines()) if (!now.some(tile => tile.dataset.slug === line.dataset.slug) && !(at(line) > newest)) line.remove();
  trim();
}

function trim() {
  for (const line of lines().slice(Number(main.dataset.most))) line.remove();
}

function at(line) {
  return Number(line.dataset.moved);
}

function lines() {
  return [...list.children];
}
