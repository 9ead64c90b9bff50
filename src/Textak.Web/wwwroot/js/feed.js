// The feed, live: tiles change where they stand, and never change places under the reader.
import { countOver } from './count.js';
import { connect } from './live.js';
import { localise, nodes } from './page.js';

const main = document.querySelector('main.feed');
localise();
connect({ open: catchUp, frame: ({ slug, to, tile }) => tile && put(slug, to, nodes(tile)[0]), ask: readAgain, state: main.querySelector('.state') });

/** Tiles that are older than the log are taken from the page as it is now. */
async function catchUp(call) {
  const heads = await call('WatchFeed');
  if (tiles().every(tile => Number(tile.dataset.seq) >= (heads[tile.dataset.slug] ?? 0))) return;
  await readAgain();
}

async function readAgain() {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const tile of page.querySelectorAll('.tile')) {
    localise(tile);
    put(tile.dataset.slug, Number(tile.dataset.seq), document.adoptNode(tile));
  }
}

function put(slug, seq, tile) {
  const shown = tiles().find(t => t.dataset.slug === slug);
  if (!shown || Number(shown.dataset.seq) >= seq) return;
  const before = shown.querySelector('.count')?.textContent, number = tile.querySelector('.count');
  const focused = shown.contains(document.activeElement);
  shown.replaceWith(tile);
  if (focused) tile.querySelector('a').focus({ preventScroll: true });
  if (!number || before === undefined) return;
  const now = Number(number.textContent);
  number.textContent = before;
  countOver(number, now);
}

function tiles() {
  return [...main.querySelectorAll('.tile')];
}
