// A tile that changes where it stands: its numbers do, and what it says stays.
import { countOver } from './count.js';

/** Leaves of a tile's movements the one that its page shows. */
export function overSpan(tile, word) {
  for (const over of tile.querySelectorAll('.over')) if (over.dataset.span !== word) over.remove();
  return tile;
}

/**
 * Gives a tile that is shown the numbers of a newer one. Its title and whoever stands on it are left alone.
 * @returns {boolean} whether it was newer
 */
export function renew(shown, seq, tile) {
  if (Number(shown.dataset.seq) >= seq) return false;
  const before = shown.querySelector('.count')?.textContent;
  shown.className = tile.className;
  shown.dataset.seq = seq;
  if (tile.dataset.moved) shown.dataset.moved = tile.dataset.moved;
  for (const part of ['.reading', '.facts']) shown.querySelector(part).replaceWith(tile.querySelector(part));
  const number = shown.querySelector('.count');
  if (!number || before === undefined) return true;
  const now = Number(number.textContent);
  number.textContent = before;
  countOver(number, now);
  return true;
}
