// A board as of any moment: the range scrubs, and the steps go event by event, without loading the page anew.
import { localise } from './page.js';

const PAUSE = 150; // ms without a move after which what stands at that moment is asked for: fewer questions than the server takes in a minute
const AGAIN = 2000; // ms until it is asked once more where they were too many

const main = document.querySelector('main.past'), range = main.querySelector('#seq');
let asked = null, timer;

localise();
main.querySelector('.range button').hidden = true;
range.addEventListener('input', () => {
  range.setAttribute('aria-valuetext', `Event ${range.value} of ${range.max}`); // until it is known when that was
  clearTimeout(timer);
  timer = setTimeout(() => go(at(range.value)), PAUSE);
});
main.querySelector('.range').addEventListener('submit', event => {
  event.preventDefault();
  go(at(range.value));
});
main.addEventListener('click', event => {
  const step = event.target.closest('.steps a');
  if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(step.href);
});

/** The address of this page at an event. */
function at(seq) {
  const address = new URL(location.href);
  address.searchParams.delete('at');
  address.searchParams.set('seq', seq);
  address.hash = '';
  return address.href;
}

/** Shows another moment. The one that was asked for last is the one that is shown, however the answers come. */
async function go(address) {
  asked?.abort();
  const mine = asked = new AbortController();
  const answer = await fetch(address, { signal: mine.signal }).catch(() => null);
  if (mine !== asked) return;
  if (answer?.status === 429) {
    clearTimeout(timer);
    timer = setTimeout(() => go(address), AGAIN);
    return;
  }
  if (!answer?.ok) return location.assign(address);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (mine !== asked) return;
  localise(page);
  const fresh = page.querySelector('#seq');
  range.max = fresh.max;
  range.value = fresh.value;
  range.setAttribute('aria-valuetext', fresh.getAttribute('aria-valuetext'));
  main.querySelector('#at').value = page.querySelector('#at').value;
  for (const name of ['before', 'after']) turn(main.querySelector(`.steps .${name}`), page.querySelector(`.steps .${name}`));
  const side = main.querySelector('.switch :checked')?.value, chosen = side && page.querySelector(`.switch [value=${side}]`);
  if (chosen) chosen.checked = true;
  main.querySelector('#past').replaceWith(document.adoptNode(page.querySelector('#past')));
  document.title = page.title;
  history.replaceState(null, '', address);
}

/** A step leads elsewhere, or nowhere: then whoever was on it is on the range. */
function turn(link, { href, hidden }) {
  if (hidden && link === document.activeElement) range.focus();
  link.href = href;
  link.hidden = hidden;
}
