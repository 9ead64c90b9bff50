// Since you were here: who is signed in is remembered by the server, everybody else by their own browser and nowhere else.
import { dress } from './inline.js';
import { nodes } from './page.js';

const PAUSE = 30 * 60_000; // ms: whoever looks again after so long has been away

/**
 * @param {HTMLElement} main
 * @param {string} slug
 * @param {object} viewer  { me: string, unseen: a set of ids, filled here }
 * @param {() => number} seq  the newest event that the page shows
 */
export function mountSince(main, slug, viewer, seq) {
  const key = `visit:${slug}`;
  let left = null; // when the page went out of sight
  let told = seq(); // the newest event that the server knows to be seen
  mark();
  if (!viewer.me) look();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
    else if (left !== null && Date.now() - left > PAUSE) viewer.me ? show() : look();
  });

  return {
    /** Cards of which one may be hidden by now, and is counted out. */
    hear(cards) { if (cards.some(card => card.hidden && viewer.unseen.has(String(card.id)))) again(); },

    /** Others' numbers are shown now, or held back. */
    again,
  };

  /** The line as it is now, after the same event as before. */
  function again() {
    const after = new URL(main.querySelector('#since a[href*="/at?seq="]')?.href ?? location.href).searchParams.get('seq');
    if (after) show(after);
  }

  async function show(after) {
    const answer = await fetch(`/f/${slug}/since${after ? `?after=${after}` : ''}`).catch(() => null);
    if (!answer?.ok) return;
    const [line] = nodes(await answer.text()), shown = main.querySelector('#since');
    if (shown.querySelector('details')?.open && line.querySelector('details')) line.querySelector('details').open = true;
    shown.replaceWith(line);
    mark();
  }

  function mark() {
    viewer.unseen.clear();
    for (const id of (main.querySelector('#since').dataset.new ?? '').split(' ').filter(Boolean)) viewer.unseen.add(id);
    for (const card of main.querySelectorAll('.argument')) dress(card, viewer);
  }

  /** Somebody without an account looks: this browser knows how far they had come. */
  function look() {
    const now = Date.now(), before = read();
    const after = !before ? null : now - before.at > PAUSE ? before.seen : before.since;
    write({ since: after ?? 0, seen: Math.max(before?.seen ?? 0, seq()), at: now });
    if (after && after < seq()) show(after);
  }

  function leave() {
    left = Date.now();
    if (!viewer.me) {
      const before = read();
      if (before) write({ ...before, seen: Math.max(before.seen, seq()), at: left });
      return;
    }
    const token = document.querySelector('[name=__RequestVerificationToken]')?.value;
    // Each is a form sent: none where nothing came in
    if (token && seq() > told && navigator.sendBeacon(`/f/${slug}/since`, new URLSearchParams({ seq: seq(), __RequestVerificationToken: token }))) told = seq();
  }

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return [kept?.since, kept?.seen, kept?.at].every(Number.isFinite) ? kept : null;
    } catch {
      return null; // no storage, or not ours
    }
  }

  function write(visit) {
    try {
      localStorage.setItem(key, JSON.stringify(visit));
    } catch { /* no storage in this browser: nothing is new */ }
  }
}
