// "Rate", "Edit", "Rebut" and "Agree" open a form in the card itself; without script each is on the argument's own page. To agree takes one click.
import { keepDraft } from './draft.js';
import { enhance, tellKept } from './forms.js';
import { newId } from './page.js';

const KINDS = ['rate', 'edit', 'rebut', 'agree'];

/**
 * @param {HTMLElement} main
 * @param {object} viewer  { me: whose own arguments are for others to rate, agreed: a set of ids }
 * @param {string} slug
 * @param {(kind: string, card: string) => void} taken  the server has taken what was sent from a card, by its id
 */
export function mountInline(main, viewer, slug, taken) {
  const { me, agreed } = viewer;
  main.addEventListener('click', offer);
  main.addEventListener('keydown', event => {
    const form = event.key === 'Escape' && event.target.closest('form.inline');
    if (form) close(form);
  });

  function offer(event) {
    if (event.target.closest('form.inline button.cancel')) return close(event.target.closest('form.inline'));
    const link = event.target.closest(KINDS.map(kind => `a.${kind}`).join());
    const kind = KINDS.find(name => link?.classList.contains(name)), template = kind && document.getElementById(kind);
    if (!template || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = link.closest('.argument');
    if ((kind === 'rate' || kind === 'agree') && card.dataset.author === me) return;
    event.preventDefault();
    if (kind === 'agree' && card.querySelector('form[data-kind=agree][aria-busy=true]')) return; // the second click of a double click
    card.querySelector('form[data-kind=agree]')?.remove();
    const open = card.querySelector('form.inline:not([data-kind=agree])');
    if (open && kind !== 'agree') close(open);
    if (open?.dataset.kind === kind) return;
    const form = template.content.cloneNode(true).querySelector('form');
    form.action = address(link, form.dataset.handler);
    form.dataset.kind = kind;
    form.querySelector('a.own-page')?.setAttribute('href', address(link));
    number(form, card.id);
    form.elements.commandId.value = newId();
    const text = form.elements.text, edition = form.elements.edition;
    if (edition) edition.value = card.dataset.edition;
    let draft = null;
    enhance(form, (_, sent, typedSince) => {
      if (kind === 'agree') agree(idOf(card), sent.get('agrees') === 'true');
      if (typedSince) {
        if (edition) edition.value = Number(sent.get('edition')) + 1;
        tellKept(form);
      } else {
        draft?.forget();
        close(form);
      }
      taken(kind, card.id);
    }, errors => {
      // Perhaps it was edited elsewhere: whoever sends it again sees what the card says by now
      if (edition) edition.value = form.closest('.argument')?.dataset.edition ?? edition.value;
      // So it is already, by another tab
      if (Object.keys(errors).some(field => field.toLowerCase() === 'agrees')) agree(idOf(card), form.elements.agrees.value === 'true');
    });
    if (text) {
      draft = keepDraft(form, `${me}:${slug}:${kind}:${card.id}`);
      if (kind === 'edit' && !text.value) text.value = card.querySelector(':scope > p:not(.kept)').textContent;
    }
    card.append(form);
    if (kind === 'agree') {
      form.elements.agrees.value = !agreed.has(idOf(card));
      form.requestSubmit();
      return;
    }
    (text ?? form.querySelector('button')).focus();
  }

  function agree(id, does) {
    agreed[does ? 'add' : 'delete'](id);
    dress(document.getElementById(`argument-${id}`), viewer);
  }

  /** What was typed stays in the draft, and the focus goes to where the form was opened. */
  function close(form) {
    const card = form.closest('.argument'); // by now perhaps not the card that it was opened in
    const had = form.contains(document.activeElement);
    form.remove();
    if (had) card?.querySelector(`.${form.dataset.kind}`)?.focus({ preventScroll: true });
  }
}

/** Puts on a card what is one viewer's own. */
export function dress(card, { agreed, unseen }) {
  card?.classList.toggle('unseen', unseen.has(idOf(card)));
  const link = card?.querySelector('.agree');
  if (link) link.textContent = agreed.has(idOf(card)) ? 'Agreed' : 'Agree';
}

function idOf(card) {
  return card.id.slice('argument-'.length);
}

function address(link, handler) {
  const url = new URL(link.href);
  url.hash = '';
  url.search = handler ? `?handler=${handler}` : '';
  return url.href;
}

/** Several may be open at once: each has ids of its own. */
function number(form, prefix) {
  for (const name of ['id', 'for', 'aria-describedby'])
    for (const element of form.querySelectorAll(`[${name}]`))
      element.setAttribute(name, element.getAttribute(name).split(' ').map(id => `${prefix}-${id}`).join(' '));
}
