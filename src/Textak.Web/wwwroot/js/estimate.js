// One's own estimate: slider and number field are one control, and say the likelihood word.
import { enhance } from './forms.js';
import { localise } from './page.js';

/**
 * @param {HTMLElement} section
 * @param {object} on
 * @param {() => void} on.set  the server has taken an estimate, or its withdrawal
 * @param {(percent: number|null) => void} on.own  one's own is another now
 */
export function mountEstimate(section, on) {
  const form = section.querySelector('form'), dial = form.querySelector('#dial'), percent = form.querySelector('#percent');
  const word = form.querySelector('output'), button = form.querySelector('.set button'), mine = section.querySelector('#mine');
  const dialScale = form.querySelector('.dial svg');
  const words = JSON.parse(section.dataset.words); // [[highest percent, word], ...]

  dial.addEventListener('input', () => { percent.value = dial.value; say(); });
  percent.addEventListener('input', () => { if (isPercent()) dial.value = percent.value; say(); });
  say();

  const moved = form.querySelector('.moved-by'), doubt = section.querySelector('#reaffirm');
  if (button) enhance(form, () => {
    remember(percent.value, ticked());
    for (const box of moved.querySelectorAll(':checked')) box.checked = false;
    moved.open = false;
    on.set();
  });
  if (doubt) enhance(doubt, () => { remember(doubt.elements.percent.value, []); on.set(); });
  const withdraw = section.querySelector('#withdraw');
  if (withdraw) enhance(withdraw, () => { remember(null); on.set(); });

  return {
    remember,

    /** An argument that came or changed: it can be ticked while it is there, and when it goes, whom it moved is asked. */
    see({ id, side, hidden }, card) {
      if (!button) return;
      const list = moved.querySelector('ul'), box = list.querySelector(`[value=a${id}]`);
      if (hidden) box?.closest('li').remove();
      else if (!box) list.prepend(reason(id, side.toLowerCase(), card.querySelector(':scope > p').textContent));
      const gone = new Set(doubt.dataset.hidden.split(' ').filter(Boolean));
      gone[hidden ? 'add' : 'delete'](String(id));
      ask(doubt.dataset.moved, [...gone].join(' '));
    },

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

  function ticked() {
    return [...moved.querySelectorAll(':checked')].map(box => box.value).filter(key => key.startsWith('a')).map(key => key.slice(1));
  }

  function ask(by, hidden) {
    Object.assign(doubt.dataset, { moved: by, hidden });
    const gone = new Set(hidden.split(' '));
    doubt.hidden = mine.hidden || !by.split(' ').some(id => id && gone.has(id));
  }

  function reason(id, side, words) {
    const item = document.createElement('li'), label = document.createElement('label'), box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', name: 'moved', value: `a${id}`, autocomplete: 'off' });
    label.className = 'check';
    label.append(box, ' ', part(side, side === 'for' ? '▲' : '▼'), part('visually-hidden', `${side}: `), part('what', words));
    label.querySelector(`.${side}`).ariaHidden = 'true';
    label.querySelector('.what').dir = 'auto';
    item.append(label);
    return item;
  }

  function part(name, words) {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = words;
    return span;
  }

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

  function remember(value, by = []) {
    mine.hidden = value === null;
    ask(by.join(' '), doubt.dataset.hidden);
    doubt.elements.percent.value = value ?? '';
    doubt.dispatchEvent(new Event('input')); // something else to send than before
    doubt.querySelector('b').textContent = `${value}%`;
    on.own(value);
    if (value === null) return dialScale.querySelector('.own')?.remove();
    own(value);
    mine.querySelector('b').textContent = `${value}%`;
    mine.querySelector('time').dateTime = new Date().toISOString();
    localise(mine);
  }
}
