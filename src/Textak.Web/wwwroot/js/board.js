// A forecast's page, live: applies frames in the order of the log, and asks again where one is missing.
import { mountChart } from './chart.js';
import { countOver } from './count.js';
import { keepDraft } from './draft.js';
import { mountEstimate } from './estimate.js';
import { enhance } from './forms.js';
import { connect } from './live.js';
import { announcer, localise, newId, nodes } from './page.js';
import { mountSide } from './side.js';

const LEVELS = ['low', 'moderate', 'high'];

const main = document.querySelector('main.board'), { slug, me, order } = main.dataset;
const viewer = { me, moderates: document.body.classList.contains('moderator'), newestFirst: order !== 'strongest' };
const sides = Object.fromEntries([...main.querySelectorAll('.side')].map(section => [section.dataset.side, mountSide(section, viewer, own)]));
const figure = main.querySelector('#chart');
const chart = mountChart(figure, { points: JSON.parse(figure.dataset.points), days: Number(figure.dataset.days) || null, until: Number(figure.dataset.until) || null });
const estimate = main.querySelector('.estimate');
const dial = estimate && mountEstimate(estimate);
const announce = announcer(main.querySelector('#announce'));
let seq = Number(main.dataset.seq), catching = null, missed = null;

localise();
main.querySelectorAll('.argue form').forEach(mountComposer);
main.addEventListener('click', offerStars);
const live = connect({ open: ask, frame: receive, ask: () => catching ?? ask(askByHttp), state: main.querySelector('.state') });

/** A frame goes on where the page stands. Where one is missing, or begins before, the page asks for what it hasn't got. */
function receive(frame) {
  if (frame.slug !== slug || frame.to < seq) return;
  if (catching) missed = frame; // the answer that is on its way may tell it too: looked at afterwards
  else if (frame.to === seq) showNumbers(frame);
  else if (frame.from === seq) apply(frame);
  else ask(live.call).catch(() => {});
}

/** Asks for what came since. A new line always asks, for that is how it joins, whatever else is on its way. */
async function ask(call) {
  const mine = call('Watch', slug, seq);
  catching = mine;
  try {
    const answer = await mine;
    if (answer.reload) startAgain();
    else if (answer.from === seq) apply(answer);
    else missed ??= answer; // another answer came first
  } finally {
    if (catching === mine) {
      catching = null;
      const frame = missed;
      missed = null;
      if (frame) receive(frame);
    }
  }
}

async function askByHttp() {
  const answer = await fetch(`/f/${slug}/frames?after=${seq}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function apply(frame) {
  for (const card of frame.cards) {
    const [shown] = nodes(card.html);
    dial?.see(card, shown);
    sides[card.side.toLowerCase()].put(card, shown);
  }
  for (const { t, p } of frame.points) chart.push([t, p]);
  if (frame.standing) stand(nodes(frame.standing)[0]);
  if (frame.criteria) rule(nodes(frame.criteria)[0]);
  dial?.rule(frame.criteriaNumber);
  if (frame.aged.map(String).includes(me)) dial?.lapse();
  tell(frame);
  seq = frame.to;
  main.dataset.seq = seq;
  showNumbers(frame);
}

/** Too much happened to be told: the page is loaded anew. Drafts are kept, and so is the place on the page. */
function startAgain() {
  location.reload();
}

/** Where the forecast stands. A board that was loaded closed has no forms, and nothing typed in them: it is loaded anew to have some. */
function stand(banner) {
  main.querySelector('#standing').replaceWith(banner);
  announce(banner.hidden ? 'The forecast is open.' : banner.querySelector('p').textContent.trim());
  if (banner.hidden && main.dataset.open !== 'true') return startAgain();
  document.body.classList.toggle('participant', banner.hidden && Boolean(me));
  if (estimate) estimate.hidden = !banner.hidden;
  // What is being typed stays: whoever sends it is told why it is not taken
  for (const composer of main.querySelectorAll('.argue')) composer.hidden = !banner.hidden && !composer.querySelector('textarea')?.value.trim();
}

/** The criteria in force. Where they are the same, only who stands on them is new, and whoever reads them is left alone. */
function rule(section) {
  const shown = main.querySelector('#criteria');
  if (shown.dataset.number === section.dataset.number) return shown.querySelector('.standing').replaceWith(section.querySelector('.standing'));
  shown.replaceWith(section);
  announce('The resolution criteria have changed.');
}

function showNumbers(frame) {
  const shown = main.querySelector('#probability');
  if (frame.percent === null) shown.textContent = '–';
  else countOver(shown, frame.percent);
  main.querySelector('#word').textContent = frame.word;
  main.querySelector('#moved').replaceChildren(...moved(frame.movement));
  main.querySelector('#why').textContent = frame.why;
  main.querySelector('details.why').hidden = frame.why === '';
  main.querySelector('#confidence').textContent = frame.confidence;
  main.querySelectorAll('.figure .level circle').forEach((dot, i) => dot.classList.toggle('on', i <= LEVELS.indexOf(frame.confidence)));
  main.querySelector('#sources').textContent = frame.sources;
  main.querySelector('#estimates').textContent = frame.estimates;
  main.querySelector('#estimates-word').textContent = frame.estimates === 1 ? 'estimate' : 'estimates';
  main.querySelector('#presence').textContent = frame.atLeast ? `at least ${frame.watchers} here` : `${frame.watchers} watching`;
  main.querySelector('#presence').hidden = false;
  dial?.showBoard(frame.percent);
  for (const [name, n] of [['for', frame.for], ['against', frame.against]]) {
    sides[name].setCount(n);
    main.querySelector(`.switch .${name} .n`).textContent = n;
  }
  document.title = document.title.replace(/^(\d+% · )?/, frame.percent === null ? '' : `${frame.percent}% · `);
}

function moved(points) {
  if (points === null) return [];
  const span = document.createElement('span');
  const say = `${Math.abs(points)} ${Math.abs(points) === 1 ? 'pt' : 'pts'}`;
  span.className = points > 0 ? 'up' : points < 0 ? 'down' : 'none';
  if (points === 0) {
    span.textContent = 'unchanged';
  } else {
    const arrow = document.createElement('span');
    arrow.ariaHidden = 'true';
    arrow.textContent = points > 0 ? '▲' : '▼';
    span.append(arrow, points > 0 ? ` +${say}` : ` −${say}`);
  }
  return [span];
}

function tell(frame) {
  const list = main.querySelector('.activity ol'), ticker = main.querySelector('.ticker');
  const most = Math.max(12, list.children.length);
  for (const html of frame.activity) {
    const [line] = nodes(html);
    // It may tell again, in one line, what several told before
    while (Number(list.firstElementChild?.dataset.from) >= Number(line.dataset.from)) list.firstElementChild.remove();
    list.prepend(line);
  }
  while (list.children.length > most) list.lastElementChild.remove();
  if (frame.activity.length > 0 && ticker) {
    const [time, words] = list.firstElementChild.cloneNode(true).children;
    ticker.querySelector('time').replaceWith(time);
    ticker.querySelector('time + span').replaceWith(words);
  }
  if (String(frame.percent) !== main.querySelector('#probability').textContent) announce(`The board stands at ${frame.percent ?? 'no'} percent.`);
  for (const card of frame.cards) {
    if (String(card.authorId) === me) continue;
    if (card.posted) announce(`A new argument ${card.side.toLowerCase()}.`);
    else if (card.hidden) announce(`An argument ${card.side.toLowerCase()} was hidden.`);
  }
}

/** The card as this viewer may see it: hidden text for its author and for moderators. */
async function own(id) {
  const answer = await fetch(`/f/${slug}/arguments/${id}?handler=card`).catch(() => null);
  return answer?.ok ? nodes(await answer.text())[0] : null;
}

function mountComposer(form) {
  const text = form.elements.text, counter = form.querySelector('output'), details = form.closest('details');
  text.addEventListener('input', count);
  details.addEventListener('toggle', () => details.open && text.focus({ preventScroll: true }));
  enhance(form, ({ seq: posted, argumentId }) => {
    if (form.elements.percent.value) dial?.remember(form.elements.percent.value, [String(argumentId)], posted);
    draft.forget();
    count();
    details.open = false;
    details.querySelector('summary').focus({ preventScroll: true });
    // The line is just coming back, or there is none: it is fetched, and only where that fails too the page is loaded
    if (!live.isLive) ask(askByHttp).catch(() => location.assign(`/f/${slug}?sent=${argumentId}#argument-${argumentId}`));
  });
  const draft = keepDraft(form, `${me}:${slug}:${form.elements.side.value}`);
  count();

  function count() {
    const length = [...text.value.trim()].length, most = Number(text.dataset.most);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle('over', length > most);
  }
}

/** "Rate" opens six buttons in place; without script it is a page of its own. */
function offerStars(event) {
  const link = event.target.closest('a.rate'), template = document.getElementById('rate');
  if (!link || !template || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const card = link.closest('.argument');
  if (card.dataset.author === me) return;
  event.preventDefault();
  const open = card.querySelector('form.stars');
  if (open) return open.remove();
  const form = template.content.cloneNode(true).querySelector('form');
  form.action = link.href;
  form.elements.commandId.value = newId();
  enhance(form, () => {
    const rated = form.closest('.argument'); // by now perhaps not the card that it was opened in
    form.remove();
    rated?.querySelector('.rate')?.focus({ preventScroll: true });
  });
  card.append(form);
  form.querySelector('button').focus();
}
