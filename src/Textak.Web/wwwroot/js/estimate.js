// One's own estimate: slider and number field are one control, and say the likelihood word.
import { enhance } from './forms.js';
import { localise } from './page.js';

/** @param {HTMLElement} section  @returns {{ showBoard(percent: number|null): void }} */
export function mountEstimate(section) {
  const form = section.querySelector('form'), dial = form.querySelector('#dial'), percent = form.querySelector('#percent');
  const word = form.querySelector('output'), button = form.querySelector('.set button'), mine = section.querySelector('#mine');
  const dialScale = form.querySelector('.dial svg');
  const words = JSON.parse(section.dataset.words); // [[highest percent, word], ...]

  dial.addEventListener('input', () => { percent.value = dial.value; say(); });
  percent.addEventListener('input', () => { if (isPercent()) dial.value = percent.value; say(); });
  say();

  if (button) enhance(form, () => remember(percent.value));
  const withdraw = section.querySelector('#withdraw');
  if (withdraw) enhance(withdraw, () => remember(null));

  return {
    showBoard(value) {
      const mark = form.querySelector('#board-mark');
      mark.toggleAttribute('hidden', value === null);
      if (value === null) return;
      const x = place(value);
      const [text, line] = mark.children;
      text.setAttribute('x', x);
      text.textContent = `board ${value}`;
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    },
  };

  function place(value) {
    return `${(value - 1) / 98 * 100}%`;
  }

  function own(value) {
    const mark = dialScale.querySelector('.own') ?? dialScale.appendChild(document.createElementNS(dialScale.namespaceURI, 'circle'));
    for (const [name, is] of Object.entries({ class: 'own', cx: place(value), cy: 28, r: 5 })) mark.setAttribute(name, is);
  }

  function isPercent() {
    const value = Number(percent.value);
    return Number.isInteger(value) && value >= 1 && value <= 99;
  }

  function say() {
    word.textContent = isPercent() ? words.find(([highest]) => Number(percent.value) <= highest)[1] : '';
    if (button) button.textContent = isPercent() ? `Set ${percent.value}%` : 'Set';
  }

  function remember(value) {
    mine.hidden = value === null;
    if (value === null) return dialScale.querySelector('.own')?.remove();
    own(value);
    mine.querySelector('b').textContent = `${value}%`;
    mine.querySelector('time').dateTime = new Date().toISOString();
    localise(mine);
  }
}
