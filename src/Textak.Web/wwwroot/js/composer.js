// Where one argues: counts, keeps the draft, shows what was said already, and sends without leaving the page.
import { mountAlike } from './alike.js';
import { keepDraft } from './draft.js';
import { enhance, hasFocus, tellKept } from './forms.js';

/**
 * @param {HTMLFormElement} form
 * @param {string} me
 * @param {string} slug
 * @param {(answer: {seq: number, argumentId: number}, percent: string) => void} taken  percent is one's own new estimate, or empty
 */
export function mountComposer(form, me, slug, taken) {
  const text = form.elements.text, counter = form.querySelector('output'), details = form.closest('details');
  text.addEventListener('input', count);
  details.addEventListener('toggle', () => details.open && hasFocus(details) && text.focus({ preventScroll: true }));
  enhance(form, (answer, sent, typedSince) => {
    if (typedSince) tellKept(form);
    else clear();
    taken(answer, sent.get('percent'));
  });
  const draft = keepDraft(form, `${me}:${slug}:${form.elements.side.value}`);
  mountAlike(form, slug);
  count();

  function clear() {
    const isHere = hasFocus(details);
    draft.forget();
    count();
    details.open = false;
    if (isHere) details.querySelector('summary').focus({ preventScroll: true });
  }

  function count() {
    const length = [...text.value.trim()].length, most = Number(text.dataset.most);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle('over', length > most);
  }
}
