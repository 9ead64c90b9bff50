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
  let inForce = Number(document.querySelector('#criteria').dataset.number);
  if (button) enhance(form, ({ seq }) => {
    remember(percent.value, ticked(), seq);
    for (const box of moved.querySelectorAll(':checked')) box.checked = false;
    moved.open = false;
    on.set();
  });
  if (doubt) enhance(doubt, ({ seq }) => { remember(doubt.elements.percent.value, ids('moved').filter(id => !ids('hidden').includes(id)), seq); on.set(); });
  const withdraw = section.querySelector('#withdraw');
  if (withdraw) enhance(withdraw, () => { remember(null); on.set(); });

  return {
    remember,

    /** An argument that came or changed: it can be ticked while it is there, and when it goes, whom it moved is asked. */
    see({ id, side, hidden }, card) {
      if (!button) return;
      const list = moved.querySelector('ul'), box = list.querySelector(`[value=a${id}]`);
      if (hidden) box?.closest('li').remove();
      else if (box) box.closest('li').querySelector('.what').textContent = card.querySelector(':scope > p').textContent;
      else list.prepend(reason(id, side.toLowerCase(), card.querySelector(':scope > p').textContent));
      const gone = new Set(ids('hidden'));
      gone[hidden ? 'add' : 'delete'](String(id));
      doubt.dataset.hidden = [...gone].join(' ');
      ask();
    },

    /** The version of the resolution criteria that is in force: whose estimate is under an older one is asked. */
    rule(number) {
      if (number === inForce) return;
      inForce = number;
      if (button) ask();
    },

    /** One's own estimate grew stale. */
    lapse() {
      if (!button || mine.hidden) return;
      const said = doubt.elements.percent.value;
      remember(null);
      doubt.elements.percent.value = said;
      doubt.querySelector('b').textContent = `${said}%`;
      why('lapsed').hidden = doubt.hidden = false;
    },

    /** One's own as it stands on a page that was loaded just now: it may have been set elsewhere. */
    follow(page) {
      const theirs = page?.querySelector('#mine'), asked = page?.querySelector('#reaffirm');
      const said = line => (line.hidden ? null : line.querySelector('b').textContent);
      if (!button || !theirs) return;
      if (said(theirs) !== said(mine)) {
        if (!theirs.hidden) remember(asked.elements.percent.value, asked.dataset.moved.split(' '), Number(asked.dataset.criteria) === inForce ? Infinity : 0);
        else if (asked.querySelector('[data-why=lapsed]').hidden) remember(null);
        else this.lapse();
      }
      // By the server's clock
      if (!theirs.hidden) mine.querySelector('time').replaceWith(document.adoptNode(theirs.querySelector('time')));
    },

    /** @param {number|null} value  null leaves nothing of the number behind: it may be held back from now on */
    showBoard(value) {
      const mark = form.querySelector('#board-mark'), [text, line] = mark.children, x = place(value ?? 50);
      mark.toggleAttribute('hidden', value === null);
      text.textContent = value === null ? '' : `board ${value}`;
      text.setAttribute('x', x);
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    },
  };

  function ticked() {
    return [...moved.querySelectorAll(':checked')].map(box => box.value).filter(key => key.startsWith('a')).map(key => key.slice(1));
  }

  function ids(name) {
    return doubt.dataset[name].split(' ').filter(Boolean);
  }

  function why(name) {
    return doubt.querySelector(`[data-why=${name}]`);
  }

  function ask() {
    why('hidden').hidden = mine.hidden || !ids('moved').some(id => ids('hidden').includes(id));
    why('criteria').hidden = mine.hidden || Number(doubt.dataset.criteria) === inForce;
    doubt.hidden = [...doubt.querySelectorAll('[data-why]')].every(reason => reason.hidden);
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

  /** @param {number} seq  the event that made it: it may be older than the criteria that the page shows by now */
  function remember(value, by = [], seq = 0) {
    mine.hidden = value === null;
    const changedAt = Number(document.querySelector('#criteria').dataset.seq);
    Object.assign(doubt.dataset, { moved: by.join(' '), criteria: seq > changedAt ? inForce : 0 });
    why('stale').hidden = why('lapsed').hidden = true;
    ask();
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
