// "Rate" opens six buttons in place; without script it is a page of its own.
import { enhance } from './forms.js';
import { newId } from './page.js';

/** @param {HTMLElement} main  @param {string} me  whose own arguments are for others to rate */
export function mountRating(main, me) {
  main.addEventListener('click', offer);

  function offer(event) {
    const link = event.target.closest('a.rate'), template = document.getElementById('rate');
    if (!link || !template || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = link.closest('.argument');
    if (card.dataset.author === me) return;
    event.preventDefault();
    const open = card.querySelector('form.stars');
    if (open) return open.remove();
    const form = template.content.cloneNode(true).querySelector('form');
    form.action = link.href;
    form.elements.commandId.value = newId();
    enhance(form, () => {
      const rated = form.closest('.argument'); // by now perhaps not the card that it was opened in
      form.remove();
      rated?.querySelector('.rate')?.focus({ preventScroll: true });
    });
    card.append(form);
    form.querySelector('button').focus();
  }
}
