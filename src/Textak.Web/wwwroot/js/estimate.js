// One's own estimate: slider and number field are one control, and say the likelihood word.
import { enhance } from './forms.js';
import { localise } from './page.js';

/** @param {HTMLElement} section  @returns {{ showBoard(percent: number|null): void }} */
export function mountEstimate(section) {
  const form = section.querySelector('form'), dial = form.querySelector('#dial'), percent = form.querySelector('#percent');
  const word = form.querySelector('output'), button = form.querySelector('.set button'), mine = section.querySelector('#mine');
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
      mark.classList.toggle('none', value === null);
      if (value === null) return;
      const x = `${(value - 1) / 98 * 100}%`;
      const [text, line] = mark.children;
      text.setAttribute('x', x);
      text.textContent = `board ${value}`;
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    },
  };

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
    if (value === null) return;
    mine.querySelector('b').textContent = `${value}%`;
    mine.querySelector('time').dateTime = new Date().toISOString();
    localise(mine);
  }
}
