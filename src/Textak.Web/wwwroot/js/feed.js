// The feed, live: tiles change where they stand, and never change places under the reader: a new order waits behind the pill.
import { connect } from './live.js';
import { load, localise, nodes } from './page.js';
import { overSpan, renew } from './tile.js';

const SETTLE = 2_000, PAUSE = 15_000; // ms after a change, and between two looks, until it is looked whether the order is another

const main = document.querySelector('main.feed'), pill = main.querySelector('.pill');
let fresh = null, timer = null, looked = 0;

localise();
connect({ open: catchUp, frame: hear, ask: readAgain, state: main.querySelector('.state') });
pill.querySelector('button').addEventListener('click', showOrder);
main.querySelector('[role=search]').addEventListener('formdata', event => {
  if (event.formData.get('q') === '') event.formData.delete('q'); // so that the address says only what was chosen
});

/** Tiles that are older than the log are taken from the page as it is now. */
async function catchUp(call) {
  const heads = await call('WatchFeed', tiles().map(tile => tile.dataset.slug));
  if (tiles().every(tile => Number(tile.dataset.seq) >= (heads[tile.dataset.slug] ?? 0))) return;
  await readAgain();
}

async function hear({ slug, to, tile }) {
  if (!tile) return;
  const shown = tiles().find(t => t.dataset.slug === slug);
  if (shown) renew(shown, to, overSpan(nodes(tile)[0], main.dataset.span));
  // Not put off by what comes meanwhile: somewhere something always does
  timer ??= setTimeout(() => {
    timer = null;
    readAgain().catch(() => {});
  }, Math.max(SETTLE, looked + PAUSE - Date.now()) * (1 + Math.random() / 4));
  // What was found in an argument may be hidden by now: it is asked for at once, and goes where nobody answers
  if (shown?.querySelector('.hits')) await readAgain().catch(() => shown.querySelector('.hits')?.remove());
}

async function readAgain() {
  looked = Date.now();
  const page = await load(location.href);
  if (!page) throw new Error('The feed could not be read.');
  const list = page.querySelector('.tiles'), now = list ? [...list.children] : [];
  localise(page);
  for (const tile of now) {
    const shown = tiles().find(t => t.dataset.slug === tile.dataset.slug);
    if (!shown) continue;
    renew(shown, Number(tile.dataset.seq), tile.cloneNode(true));
    putHits(shown, tile);
  }
  // What isn't found any more says so: nothing that it was found in stays
  for (const shown of tiles()) if (!now.some(tile => tile.dataset.slug === shown.dataset.slug)) shown.querySelector('.hits')?.remove();
  const isSame = now.map(tile => tile.dataset.slug).join() === tiles().map(tile => tile.dataset.slug).join();
  fresh = isSame ? null : now;
  pill.hidden = isSame;
}

function putHits(shown, tile) {
  const before = shown.querySelector('.hits'), after = tile.querySelector('.hits')?.cloneNode(true);
  if (!after) before?.remove();
  else if (!before) shown.querySelector('.thesis').after(after);
  else if (!before.isEqualNode(after)) before.replaceWith(after);
}

/** As the reader asked for it: the boards in their new order, from the first on. */
function showOrder() {
  if (!fresh) return;
  const list = main.querySelector('.tiles');
  if (!list || fresh.length === 0) return location.reload();
  list.replaceChildren(...fresh.map(tile => document.adoptNode(tile)));
  fresh = null;
  pill.hidden = true;
  list.querySelector('a').focus({ preventScroll: true });
  list.scrollIntoView({ block: 'nearest' });
}

function tiles() {
  return [...main.querySelectorAll('.tile')];
}
