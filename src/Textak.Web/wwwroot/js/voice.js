// Who may speak on a board, and how often; and what young accounts make of its number.
import { load } from './page.js';

/** Whether one may speak here has changed: the page as it is now says so. A composer that is open stays, with what is typed in it. */
export async function hearVoice(main) {
  const page = await load(location.href), word = page?.querySelector('#voice');
  if (!page) return;
  if (word) main.querySelector('#voice').replaceWith(document.adoptNode(word));
  document.body.classList.toggle('muted', page.body.classList.contains('muted'));
}

/** @param {{slow: number, brigade: string}} frame */
export function showPace(main, { slow, brigade }) {
  main.querySelector('#slow span').textContent = slow;
  main.querySelector('#slow').hidden = slow === 0;
  main.querySelector('#brigade').textContent = brigade;
  main.querySelector('#brigade').hidden = brigade === '';
}
