// What rebuts an argument: fetched when it is asked for, then kept up to date under its card.
import { dress } from './inline.js';
import { nodes } from './page.js';
import { mountSide } from './side.js';

/**
 * @param {HTMLElement} main
 * @param {string} slug
 * @param {object} viewer  { me: string, moderates: boolean }
 * @param {(id: number) => Promise<Element|null>} own  asks for a card as this viewer may see it
 */
export function mountThreads(main, slug, viewer, own) {
  const open = new Map(); // id of what is answered → its column
  const coming = new Map(); // likewise, while it is being fetched → what was told meanwhile

  main.addEventListener('click', event => {
    const link = event.target.closest('a.answers');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = idOf(link.closest('.argument').id);
    if (open.has(id)) fold(id);
    else unfold(id).catch(() => location.assign(link.href));
  });

  return {
    unfold: card => unfold(idOf(card)).catch(() => {}),

    /** A rebuttal that is new, or looks different now. */
    put(card, shown) {
      if (open.has(card.answers)) open.get(card.answers).put(card, shown);
      else coming.get(card.answers)?.push([card, shown]);
    },
  };

  async function unfold(id) {
    if (open.has(id) || coming.has(id)) return;
    const told = [];
    coming.set(id, told);
    try {
      const answer = await fetch(`/f/${slug}/arguments/${id}?handler=rebuttals`);
      if (!answer.ok) throw new Error(answer.statusText);
      const [box] = nodes(await answer.text()), card = document.getElementById(`argument-${id}`);
      if (!card) return;
      for (const one of box.querySelectorAll('.argument')) {
        one.classList.toggle('mine', one.dataset.author === viewer.me);
        dress(one, viewer);
      }
      card.after(box);
      card.querySelector('.answers')?.setAttribute('aria-expanded', 'true');
      open.set(id, mountSide(box, { ...viewer, newestFirst: false }, own, { noun: 'rebuttal', isFree: endsBelow }));
      for (const [one, shown] of told) open.get(id).put(one, shown);
    } finally {
      coming.delete(id);
    }
  }

  function fold(id) {
    const box = document.getElementById(`rebuttals-${id}`);
    for (const inner of [box, ...box.querySelectorAll('.rebuttals')]) open.delete(idOf(inner.id));
    const link = document.getElementById(`argument-${id}`).querySelector('.answers');
    link?.setAttribute('aria-expanded', 'false');
    link?.focus({ preventScroll: true });
    box.remove();
  }
}

// What comes in at the end of a list moves only what stands below it
function endsBelow(box, cards) {
  return cards.getBoundingClientRect().bottom >= innerHeight;
}

function idOf(name) {
  return Number(name.split('-').at(-1));
}
