// One column of arguments, or what rebuts one of them: puts cards in, and holds new ones back while somebody reads or types.
import { dress } from './inline.js';

/**
 * @param {HTMLElement} section
 * @param {object} viewer  { me: string, moderates: boolean, newestFirst: boolean }
 * @param {(id: number) => Promise<Element|null>} own  asks for the card as this viewer may see it
 * @param {object} [column]  { noun, isFree: says whether a card may come in at once }
 */
export function mountSide(section, viewer, own, { noun = 'argument', isFree = isAtTop } = {}) {
  const cards = section.querySelector(':scope > .cards'), empty = section.querySelector(':scope > .empty');
  const pill = section.querySelector(':scope > .pill'), show = pill.querySelector('button');
  const waiting = new Map(); // id → card, in the order in which they came
  let isOpen = null;

  show.addEventListener('click', () => {
    const first = [...waiting.values()].at(-1);
    for (const card of waiting.values()) insert(card);
    waiting.clear();
    count();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: 'nearest' });
  });

  return {
    /** More of the column, from the page as it is now. What is newer than all that is here comes with its own frame. */
    extend(page) {
      const column = [...page.querySelectorAll(':scope > .cards > .argument')];
      for (const card of viewer.newestFirst ? column.slice(column.findLastIndex(has) + 1) : column) {
        if (has(card)) continue;
        cards.append(document.adoptNode(card));
        dress(card, viewer);
      }
      const more = section.querySelector(':scope > .more'), theirs = page.querySelector(':scope > .more');
      if (theirs) more?.replaceWith(document.adoptNode(theirs));
      else more?.remove();
      if (!theirs) delete section.dataset.more;
    },

    setCount(n) { section.querySelector('h2 .n').textContent = n; },

    /**
     * A card that is new, or looks different now.
     * @returns {boolean} whether the page has it, be it behind the pill
     */
    put({ id, posted, authorId, hidden, height }, card) {
      const mine = String(authorId) === viewer.me;
      card.classList.toggle('mine', mine);
      dress(card, viewer);
      const shown = document.getElementById(card.id);
      if (shown) replace(shown, card, height);
      else if (waiting.has(id)) waiting.set(id, card);
      else if (!posted && section.dataset.more) return false; // it is among those that are not shown
      else if (mine || !posted || free()) insert(card);
      else waiting.set(id, card);
      count();
      if (hidden && (mine || viewer.moderates)) own(id).then(seen => seen && (waiting.has(id) ? waiting.set(id, seen) : replaceIfShown(seen)));
      return true;
    },
  };

  // Asked once a frame: all of its cards come in, or wait
  function free() {
    if (isOpen === null) queueMicrotask(() => { isOpen = null; });
    return isOpen ??= isFree(section, cards);
  }

  function has(card) {
    return document.getElementById(card.id) !== null || waiting.has(idOf(card));
  }

  function insert(card) {
    card.classList.add('new');
    // One that waited may be older than one's own, which did not
    const older = viewer.newestFirst && [...cards.querySelectorAll(':scope > .argument')].find(other => idOf(other) < idOf(card));
    if (older) older.before(card);
    else cards.append(card);
    if (empty) empty.hidden = true;
  }

  function replaceIfShown(card) {
    const shown = document.getElementById(card.id);
    if (shown) replace(shown, card);
  }

  // In its place and at least as tall: what stands below doesn't jump
  function replace(shown, card, height = shown.offsetHeight) {
    card.style.minBlockSize = `${height}px`;
    const focused = shown.contains(document.activeElement) && document.activeElement;
    const forms = shown.querySelectorAll('form.inline'); // somebody is about to press, or types
    shown.replaceWith(card);
    if (card.nextElementSibling?.matches('.rebuttals')) card.querySelector('.answers')?.setAttribute('aria-expanded', 'true');
    for (const form of forms) if (form.elements.text?.value || !card.classList.contains('tombstone')) card.append(form);
    if (!focused) return;
    const same = card.contains(focused) ? focused : ['rate', 'edit', 'rebut', 'agree', 'answers', 'moderate'].filter(link => focused.matches(`.${link}`)).map(link => card.querySelector(`.${link}`))[0];
    (same ?? card.querySelector('.self')).focus({ preventScroll: true });
  }

  function count() {
    pill.hidden = waiting.size === 0;
    show.textContent = waiting.size === 1 ? `1 new ${noun}` : `${waiting.size} new ${noun}s`;
  }
}

// A card that comes in at the top moves nobody who looks at the column's head or has yet to come to it, and types nothing
function isAtTop(section, cards) {
  if (section.offsetParent === null) return true; // the other side is shown
  return !section.querySelector('.argue[open]') && cards.getBoundingClientRect().top > 0;
}

function idOf(card) {
  return Number(card.id.slice('argument-'.length));
}
