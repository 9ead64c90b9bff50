// What moderators are to decide, live, be it reported or come in as news: what others take and decide shows at once; what one types or looks at stays where it is.
import { announcer, localise } from './page.js';
import { connect } from './live.js';
import { enhance } from './forms.js';

const LATER = 5000; // ms until it is tried again

const main = document.querySelector('main.queue'), list = main.querySelector('.cases');
const announce = announcer(main.querySelector('#announce'));
let stamp = null, timer;

localise();
lapse(cases());
cases().forEach(mount);
document.addEventListener('keydown', press);
connect({ open: async call => hear(await call('WatchQueue')), frame: frame => hear(frame.head).catch(() => {}), ask: readAgain, state: main.querySelector('.state') });

async function hear(head) {
  if (head === stamp) return;
  await readAgain();
  stamp = head;
}

async function readAgain() {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  localise(page);
  const fresh = [...page.querySelectorAll('.case')];
  lapse(fresh);
  for (const item of fresh) put(document.adoptNode(item));
  for (const shown of cases()) if (!fresh.some(item => item.id === shown.id)) leave(shown);
  for (const part of ['h1 .n', '.pages']) {
    const was = main.querySelector(part), is = page.querySelector(`main ${part}`);
    if (was.innerHTML !== is.innerHTML) was.replaceWith(is);
  }
  main.querySelector('.empty').hidden = page.querySelector('main .empty').hidden;
  document.title = page.title;
}

/** Who is at a case is so for some minutes: nobody tells when they are over. */
function lapse(items) {
  const left = items.filter(item => item.dataset.lapses).map(item => Number(item.dataset.lapses));
  clearTimeout(timer);
  if (left.length > 0) timer = setTimeout(readAgainOrLater, (Math.min(...left) + 1) * 1000);
}

function readAgainOrLater() {
  readAgain().catch(() => { timer = setTimeout(readAgainOrLater, LATER); });
}

/** New ones come in at the end; one that changed keeps its place, and what is typed in its form. */
function put(item) {
  const shown = document.getElementById(item.id);
  if (!shown) {
    const line = document.createElement('li');
    line.append(item);
    list.append(line);
    mount(item);
    return announce('Something new in the queue.');
  }
  if (shown.dataset.version === item.dataset.version) return;
  shown.dataset.version = item.dataset.version;
  shown.classList.remove('gone');
  const open = shown.querySelector('details')?.open;
  const what = item.querySelector('.what');
  shown.querySelector('.what').replaceWith(what);
  if (open && what.querySelector('details')) what.querySelector('details').open = true;
  const holder = what.querySelector('.holder');
  if (!holder.hidden) announce(holder.textContent);
  const form = shown.querySelector('form'), next = item.querySelector('form');
  if (!form && next) {
    shown.append(next);
    enhance(next, done);
  }
  if (form && !next && !isTouched(form)) form.remove(); // what is typed there stays, and is told why it isn't taken
  if (!form || !next) return;
  const focused = form.contains(document.activeElement) ? document.activeElement : null, writes = focused?.name === 'reason' && next.elements.reason;
  if (isTouched(form) && acts(form) === acts(next)) return;
  form.replaceWith(next);
  enhance(next, done);
  carry(form, next);
  if (focused) (writes || shown).focus({ preventScroll: true });
  if (writes) writes.setSelectionRange(focused.selectionStart, focused.selectionEnd);
}

function isTouched(form) {
  return Boolean(form.elements.reason?.value) || [...form.querySelectorAll('[type=radio]')].some(radio => radio.checked !== radio.defaultChecked);
}

/** What is typed and chosen goes along, as far as there is a place for it. */
function carry(form, next) {
  for (const was of form.querySelectorAll('[name=reason], :checked, [aria-pressed=true]')) {
    const is = next.querySelector(was.name === 'reason' ? '[name=reason]' : `[name="${was.name}"][value="${was.value}"]`);
    if (!is) continue;
    if (was.name === 'reason') is.value = was.value || is.value;
    else if (was.ariaPressed) is.ariaPressed = 'true';
    else is.checked = true;
  }
}

function acts(form) {
  return [...form.querySelectorAll('button, [type=radio]')].map(choice => `${choice.name} ${choice.value}`).join();
}

/** Somebody decided it. It goes at once, unless one is at it oneself: then it fades, and says so when its form is sent. */
function leave(shown) {
  if (!shown.contains(document.activeElement)) return shown.closest('li').remove();
  if (!shown.classList.contains('gone')) announce('This one is not here any more.');
  shown.classList.add('gone');
}

function mount(item) {
  const form = item.querySelector('form');
  if (form) enhance(form, done);
}

function done() {
  const at = document.activeElement.closest('.case');
  const next = at?.closest('li').nextElementSibling?.querySelector('.case');
  readAgain().catch(() => {}).finally(() => {
    if (!at?.classList.contains('gone')) return;
    (next ?? cases()[0])?.focus();
    at.closest('li').remove();
  });
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest('input:not([type=radio]), textarea'), at = event.target.closest('.case');
  if (typing) return typing.name === 'reason' && event.key === 'Enter' ? decide(event, at) : event.key === 'Escape' ? at?.focus() : undefined;
  if (event.key === 'j' || event.key === 'k') return move(event, event.key === 'j' ? 1 : -1, at);
  if (!at) return;
  if (event.key === 'c') return submit(event, at, at.querySelector('[value=Claim], [value=Release]'));
  const chosen = /^[a-z]$/.test(event.key) && at.querySelector(`[data-key=${event.key}]`), reason = at.querySelector('[name=reason]');
  if (!chosen) return;
  event.preventDefault();
  if (chosen.type === 'radio') chosen.checked = true;
  if (!reason) return chosen.focus(); // Enter does it
  for (const other of at.querySelectorAll('[name=act]')) other.ariaPressed = String(other === chosen);
  reason.focus();
}

function decide(event, at) {
  event.preventDefault(); // nothing is decided that was not chosen
  submit(event, at, at.querySelector('[aria-pressed=true]'));
}

function submit(event, at, button) {
  if (!button) return;
  event.preventDefault();
  at.querySelector('form').requestSubmit(button);
}

function move(event, by, at) {
  const all = cases(), now = all.indexOf(at);
  event.preventDefault();
  all[now < 0 ? 0 : Math.min(all.length - 1, Math.max(0, now + by))]?.focus();
}

function cases() {
  return [...list.querySelectorAll('.case')];
}
