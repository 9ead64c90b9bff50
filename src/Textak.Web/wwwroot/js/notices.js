// The page of notices, live: it says that there are newer ones, and leaves what one reads where it is.
import { localise } from './page.js';
import { connect } from './live.js';

const newer = document.getElementById('newer');
let known = unread(document);

localise();
connect({ open: async () => {}, frame: () => {}, ask, notices: tell, state: document.createElement('span') });

function tell(count) {
  // Fewer: they were read elsewhere
  if (count !== known) newer.hidden = count < known;
  known = count;
}

async function ask() {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(answer.statusText);
  tell(unread(new DOMParser().parseFromString(await answer.text(), 'text/html')));
}

function unread(page) {
  return Number(page.querySelector('#notices .n').textContent);
}
