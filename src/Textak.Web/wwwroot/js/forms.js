// Sends a form without leaving the page. The form, its address and its errors are those of the page without script.
import { newId, unfold } from './page.js';

const TYPED_SINCE = 'Sent as it stood then. What you changed since is kept here, and not sent yet.';
const NOT_SENT = 'Not sent: the server can’t be reached. What you typed is kept; send it again in a moment.';

/**
 * @param {HTMLFormElement} form  has a commandId field, and for a field "x" an error line "...-x-error" beside it
 * @param {(answer: {seq: number, argumentId: number|null}, sent: FormData, typedSince: boolean) => void} done
 *   sent is what the answer is to: by the time it comes the form may say something else
 * @param {(errors: Object<string, string[]>) => void} [refused]  the messages by field
 */
export function enhance(form, done, refused) {
  // An id stands for what was sent with it. The same again keeps it, so that a lost answer leads to no second deed;
  // anything else takes a new one, or the server would give the answer to what was sent before
  form.addEventListener('input', () => 'sent' in form.dataset && renew(form));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (form.ariaBusy === 'true') return; // the second click of a double click; what is pressed after a change is kept, and tellKept says so
    form.ariaBusy = 'true';
    const pressed = event.submitter?.value ?? '';
    if ('sent' in form.dataset && form.dataset.sent !== pressed) renew(form);
    form.dataset.sent = pressed;
    const sent = new FormData(form, event.submitter), said = says(form), isElse = () => says(form) !== said;
    form.querySelectorAll('.calm').forEach(wipe);
    try {
      const answer = await send(form.action, sent);
      if (answer.ok) {
        const taken = await answer.json(), typedSince = isElse();
        renew(form);
        complain(form, {});
        done(taken, sent, typedSince);
      } else {
        const errors = await reasons(answer);
        complain(form, errors, !isElse());
        refused?.(errors);
      }
    } catch {
      if (!isElse()) [form.elements.commandId.value, form.dataset.sent] = [sent.get('commandId'), pressed]; // a letter came and went
      complain(form, { '': [NOT_SENT] });
    } finally {
      form.ariaBusy = 'false';
    }
  });
}

/** Tells whoever typed on while it was sent why it still stands there. It is no error: it opens nothing and takes no focus. */
export function tellKept(form) {
  const line = form.querySelector('[data-for=form]');
  line.classList.add('calm');
  line.textContent = TYPED_SINCE;
  line.hidden = false;
}

function wipe(line) {
  line.hidden = true;
  line.textContent = '';
  line.classList.remove('calm');
}

function says(form) {
  const all = new FormData(form);
  all.delete('commandId');
  return new URLSearchParams(all).toString();
}

function renew(form) {
  form.elements.commandId.value = newId();
  delete form.dataset.sent;
}

function send(address, body) {
  return fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'error' });
}

async function reasons(answer) {
  const problem = await answer.json().catch(() => ({}));
  if (problem.errors) return problem.errors;
  if (answer.status === 401) return { '': ['You are signed out. Sign in in another tab, then send this again.'] };
  if (answer.status >= 500) return { '': ['The board can’t take this just now. What you typed is kept; send it again in a moment.'] };
  return { '': [problem.detail ?? problem.title ?? NOT_SENT] };
}

/** Puts each message at its field; what belongs to no field goes to the form's own line. */
function complain(form, errors, maySeize = true) {
  form.querySelectorAll('.error').forEach(wipe);
  for (const field of form.elements) field.removeAttribute('aria-invalid');
  for (const [key, messages] of Object.entries(errors)) {
    const name = key.replace(/^(for|against|rebuttal|source)-/, '').toLowerCase();
    const field = name && form.elements[name]?.type !== 'hidden' ? form.elements[name] : null;
    const line = (field && form.querySelector(`#${field.id}-error`)) ?? form.querySelector('[data-for=form]');
    line.textContent = [line.textContent, ...messages].filter(Boolean).join(' ');
    line.hidden = false;
    unfold(line);
    field?.setAttribute('aria-invalid', 'true');
  }
  if (maySeize && hasFocus(form)) form.querySelector('[aria-invalid=true]')?.focus();
}

/** Whether somebody is at it, or nowhere in particular: not every browser gives the focus to a button that is clicked, but to what is around it. */
export function hasFocus(element) {
  const at = document.activeElement;
  return !at || at.contains(element) || element.contains(at);
}
