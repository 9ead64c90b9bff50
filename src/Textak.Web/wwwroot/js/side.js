// One column of arguments: puts cards in, and holds new ones back while somebody reads or types.

/**
 * @param {HTMLElement} section
 * @param {object} viewer  { me: string, moderates: boolean, newestFirst: boolean }
 * @param {(id: number) => Promise<Element|null>} own  asks for the card as this viewer may see it
 */
export function mountSide(section, viewer, own) {
  const cards = section.querySelector('.cards'), empty = section.querySelector('.empty');
  const pill = section.querySelector('.pill'), show = pill.querySelector('button');
  const waiting = new Map(); // id → card, in the order in which they came

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
    setCount(n) { section.querySelector('h2 .n').textContent = n; },

    /** A card that is new, or looks different now. */
    put({ id, posted, authorId, hidden }, card) {
      const mine = String(authorId) === viewer.me;
      card.classList.toggle('mine', mine);
      const shown = document.getElementById(card.id);
      if (shown) replace(shown, card);
      else if (waiting.has(id)) waiting.set(id, card);
      else if (mine || !posted || isAtTop()) insert(card);
      else waiting.set(id, card);
      count();
      if (hidden && (mine || viewer.moderates)) own(id).then(seen => seen && (waiting.has(id) ? waiting.set(id, seen) : replaceIfShown(seen)));
    },
  };

  function insert(card) {
    card.classList.add('new');
    // One that waited may be older than one's own, which did not
    const older = viewer.newestFirst && [...cards.children].find(other => idOf(other) < idOf(card));
    if (older) older.before(card);
    else cards.append(card);
    empty.hidden = true;
  }

  function replaceIfShown(card) {
    const shown = document.getElementById(card.id);
    if (shown) replace(shown, card);
  }

  // In its place and at least as tall: what stands below doesn't jump
  function replace(shown, card) {
    card.style.minBlockSize = `${shown.offsetHeight}px`;
    const focused = shown.contains(document.activeElement) && document.activeElement;
    const rating = !card.classList.contains('tombstone') && shown.querySelector('form.stars'); // somebody is about to press
    shown.replaceWith(card);
    if (rating) card.append(rating);
    if (!focused) return;
    const same = card.contains(focused) ? focused : ['rate', 'moderate'].filter(link => focused.matches(`.${link}`)).map(link => card.querySelector(`.${link}`))[0];
    (same ?? card.querySelector('.self')).focus({ preventScroll: true });
  }

  // A card that comes in at the top moves nobody who looks at the column's head or has yet to come to it, and types nothing
  function isAtTop() {
    if (section.offsetParent === null) return true; // the other side is shown
    return !section.querySelector('.argue[open]') && cards.getBoundingClientRect().top > 0;
  }

  function count() {
    pill.hidden = waiting.size === 0;
    show.textContent = waiting.size === 1 ? '1 new argument' : `${waiting.size} new arguments`;
  }
}

function idOf(card) {
  return Number(card.id.slice('argument-'.length));
}
