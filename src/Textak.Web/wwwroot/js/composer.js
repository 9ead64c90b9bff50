// Where one argues: counts, keeps the draft, shows what was said already, and sends without leaving the page.
import { mountAlike } from './alike.js';
import { keepDraft } from './draft.js';
import { enhance, tellKept } from './forms.js';

/**
 * @param {HTMLFormElement} form
 * @param {string} me
 * @param {string} slug
 * @param {(answer: {seq: number, argumentId: number}, percent: string) => void} sent  percent is one's own new estimate, or empty
 */
export function mountComposer(form, me, slug, sent) {
  const text = form.elements.text, counter = form.querySelector('output'), details = form.closest('details');
  text.addEventListener('input', count);
  details.addEventListener('toggle', () => details.open && text.focus({ preventScroll: true }));
  enhance(form, (answer, posted, typedSince) => {
    sent(answer, posted.get('percent'));
    if (typedSince) return tellKept(form);
    draft.forget();
    count();
    details.open = false;
    details.querySelector('summary').focus({ preventScroll: true });
  });
  const draft = keepDraft(form, `${me}:${slug}:${form.elements.side.value}`);
  mountAlike(form, slug);
  count();

  function count() {
    const length = [...text.value.trim()].length, most = Number(text.dataset.most);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle('over', length > most);
  }
}
