// One's own estimate: slider and number field are one control, and say the likelihood word.
import { enhance, tellKept } from './forms.js';
import { load, localise } from './page.js';

const ANSWERED = 500; // ms in which the answer to what was sent from here comes, if it was sent from here
const LATER = 2000;

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
  let known = seqOf(document), heard = known, looking; // the event up to which one's own is known here, and the last that made it another

  dial.addEventListener('input', () => { percent.value = dial.value; say(); });
  percent.addEventListener('input', () => { if (isPercent()) dial.value = percent.value; say(); });
  say();

  const moved = form.querySelector('.moved-by'), doubt = section.querySelector('#reaffirm');
  let inForce = Number(document.querySelector('#criteria').dataset.number);
  if (button) enhance(form, ({ seq }, sent, changedSince) => {
    const by = sent.getAll('moved');
    remember(sent.get('percent'), by.filter(key => key.startsWith('a')).map(key => key.slice(1)), seq);
    for (const box of moved.querySelectorAll(':checked')) if (by.includes(box.value)) box.checked = false;
    if (changedSince) tellKept(form);
    else moved.open = false;
    on.set();
  });
  if (doubt) enhance(doubt, ({ seq }, sent) => { remember(sent.get('percent'), ids('moved').filter(id => !ids('hidden').includes(id)), seq); on.set(); });
  const withdraw = section.querySelector('#withdraw');
  if (withdraw) enhance(withdraw, ({ seq }) => { remember(null, [], seq); on.set(); });

  return {
    remember,

    /** An argument that came or changed: it can be ticked while the page has it, and when it goes, whom it moved is asked. */
    see({ id, side, hidden }, card, has) {
      if (!button) return;
      const list = moved.querySelector('ul'), box = list.querySelector(`[value=a${id}]`);
      if (hidden) box?.closest('li').remove();
      else if (box) box.closest('li').querySelector('.what').textContent = card.querySelector(':scope > p').textContent;
      else if (has) list.prepend(reason(`a${id}`, side.toLowerCase(), side === 'For' ? '▲' : '▼', card.querySelector(':scope > p').textContent));
      const gone = new Set(ids('hidden'));
      gone[hidden ? 'add' : 'delete'](String(id));
      doubt.dataset.hidden = [...gone].join(' ');
      ask();
    },

    /** A signal that came can be ticked too. */
    hearSignal(item) {
      if (!button) return;
      const key = `s${item.id.slice('signal-'.length)}`, list = moved.querySelector('ul');
      if (item.hidden) list.querySelector(`[value=${key}]`)?.closest('li').remove();
      else if (!list.querySelector(`[value=${key}]`)) list.append(reason(key, 'signal', '–', item.querySelector(':scope > [dir]').textContent));
    },

    /** The version of the resolution criteria that is in force: whose estimate is under an older one is asked. */
    rule(number) {
      if (number === inForce) return;
      inForce = number;
      if (button) ask();
    },

    /** One's own is another since an event. What was sent from here is known; what was set elsewhere, or grew stale, is asked for. */
    hear(seq) {
      heard = Math.max(heard, seq);
      clearTimeout(looking);
      looking = setTimeout(look, ANSWERED);
    },

    follow,

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

  function ids(name) {
    return doubt.dataset[name].split(' ').filter(Boolean);
  }

  function why(name) {
    return doubt.querySelector(`[data-why=${name}]`);
  }

  function ask() {
    why('hidden').hidden = mine.hidden || !ids('moved').some(id => ids('hidden').includes(id));
    why('criteria').hidden = mine.hidden || Number(doubt.dataset.criteria) >= inForce;
    doubt.hidden = [...doubt.querySelectorAll('[data-why]')].every(reason => reason.hidden);
  }

  function reason(key, kind, mark, words) {
    const item = document.createElement('li'), label = document.createElement('label'), box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', name: 'moved', value: key, autocomplete: 'off' });
    label.className = 'check';
    label.append(box, ' ', part(kind, mark), part('visually-hidden', `${kind}: `), part('what', words));
    label.querySelector(`.${kind}`).ariaHidden = 'true';
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

  /** What was set from here, and by which event: the criteria that the page shows by now may be newer, and so may one's own. */
  function remember(value, by, seq) {
    if (seq < known) return;
    known = seq;
    show(value, by, seq > Number(document.querySelector('#criteria').dataset.seq) ? inForce : 0);
  }

  async function look() {
    if (heard <= known) return;
    const page = await load(location.href);
    if (page && seqOf(page) >= heard) return follow(page);
    clearTimeout(looking);
    looking = setTimeout(look, LATER);
  }

  /** One's own as it stands on a page that was loaded just now. */
  function follow(page) {
    const theirs = page.querySelector('#mine'), asked = page.querySelector('#reaffirm');
    if (!button || !theirs || seqOf(page) < known) return;
    known = seqOf(page);
    localise(page);
    show(theirs.hidden ? null : asked.elements.percent.value, asked.dataset.moved.split(' '), asked.dataset.criteria);
    // By the server's clock
    if (!theirs.hidden) mine.querySelector('time').replaceWith(document.adoptNode(theirs.querySelector('time')));
    doubt.dataset.hidden += ` ${asked.dataset.hidden}`;
    offer(asked.elements.percent.value);
    for (const name of ['stale', 'lapsed']) why(name).replaceWith(document.adoptNode(asked.querySelector(`[data-why=${name}]`)));
    ask();
  }

  /** One's own on this page, and what was named with it. */
  function show(value, by, criteria) {
    mine.hidden = value === null;
    Object.assign(doubt.dataset, { moved: by.join(' '), criteria });
    why('stale').hidden = why('lapsed').hidden = true;
    offer(value ?? '');
    ask();
    on.own(value);
    if (value === null) return dialScale.querySelector('.own')?.remove();
    own(value);
    mine.querySelector('b').textContent = `${value}%`;
    mine.querySelector('time').dateTime = new Date().toISOString();
    localise(mine);
  }

  /** What one may stand by: one's own, or what it was until it grew stale. */
  function offer(value) {
    doubt.elements.percent.value = value;
    doubt.dispatchEvent(new Event('input')); // something else to send than before
    doubt.querySelector('b').textContent = `${value}%`;
  }
}

function seqOf(page) {
  return Number(page.querySelector('main.board')?.dataset.seq);
}
