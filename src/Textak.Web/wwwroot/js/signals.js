// The signals of a board, the newest first: one that comes takes its place, one that looks different replaces itself,
// and one that was taken back, which is hidden, takes itself away.

/**
 * @param {HTMLElement} main  the board
 * @param {object} on
 * @param {(item: HTMLElement) => void} on.hear  it came, looks different, or was taken back
 * @param {(mark: unknown[], isGone?: boolean) => void} on.mark  it stands beside the curve; one that is older than the question, at its beginning
 * @param {(words: string) => void} on.announce
 */
export function mountSignals(main, { hear, mark, announce }) {
  const section = main.querySelector('section.signals'), list = section.querySelector('ol');
  return {
    put(item) {
      const shown = document.getElementById(item.id);
      if (item.hidden) {
        shown?.remove();
        count();
        mark([0, 'signal', `#${item.id}`, ''], true);
        return hear(item);
      }
      if (shown) shown.replaceWith(item);
      else insert(item);
      count();
      hear(item);
      mark([Math.max(Number(item.dataset.at), Number(main.dataset.opened)), 'signal', `#${item.id}`, 'a signal']);
      if (!shown) announce('A new signal.');
    },
  };

  function count() {
    section.querySelector('h2 .n').textContent = list.children.length;
    section.querySelector('.empty').hidden = list.children.length > 0;
  }

  function insert(item) {
    const older = [...list.children].find(other => Number(other.dataset.at) <= Number(item.dataset.at));
    list.insertBefore(item, older ?? null);
    item.classList.add('fresh');
  }
}
