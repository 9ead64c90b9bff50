// While one writes: what others have said already. It stands below the text, and moves nothing of it.
import { nodes } from './page.js';

const PAUSE = 600; // ms without a key before it is looked for

/**
 * @param {HTMLFormElement} form
 * @param {string} slug
 */
export function mountAlike(form, slug) {
  const text = form.elements.text, box = form.querySelector('.said'), list = box.querySelector('div');
  let timer, asked = '';
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    asked = '';
    clear();
  });

  async function look() {
    const words = text.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < Number(text.dataset.least)) return clear();
    const answer = await fetch(`/f/${slug}/similar?text=${encodeURIComponent(words.slice(0, 500))}`).catch(() => null);
    if (asked !== words || !answer?.ok) return;
    const found = nodes(await answer.text());
    if (asked !== words) return;
    list.replaceChildren(...found);
    box.hidden = found.length === 0;
    // What stands below the text is pushed down; whoever is there already goes with it
    if (form.contains(document.activeElement) && document.activeElement !== text) document.activeElement.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  function clear() {
    list.replaceChildren();
    box.hidden = true;
  }
}
