// The signals of a board, the newest first: one that comes takes its place, one that looks different replaces itself.

/**
 * @param {HTMLElement} section
 * @param {(item: HTMLElement, isNew: boolean) => void} hear
 */
export function mountSignals(section, hear) {
  const list = section.querySelector('ol');
  return {
    put(item) {
      const shown = document.getElementById(item.id);
      if (shown) shown.replaceWith(item);
      else insert(item);
      section.querySelector('h2 .n').textContent = list.children.length;
      section.querySelector('.empty')?.remove();
      hear(item, !shown);
    },
  };

  function insert(item) {
    const older = [...list.children].find(other => Number(other.dataset.at) <= Number(item.dataset.at));
    list.insertBefore(item, older ?? null);
    item.classList.add('fresh');
  }
}
