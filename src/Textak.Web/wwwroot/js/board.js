// A forecast's page, live: applies frames in the order of the log, and asks again where one is missing.
import { mountChart } from './chart.js';
import { mountComposer } from './composer.js';
import { countOver } from './count.js';
import { mountEstimate } from './estimate.js';
import { dress, mountInline } from './inline.js';
import { connect } from './live.js';
import { announcer, load, localise, moved, nodes, swap } from './page.js';
import { mountSide } from './side.js';
import { mountSignals } from './signals.js';
import { mountSince } from './since.js';
import { mountSpread } from './spread.js';
import { mountThreads } from './thread.js';
import { hearVoice, showPace } from './voice.js';

const LEVELS = ['low', 'moderate', 'high'];

const main = document.querySelector('main.board'), { slug, me, order } = main.dataset;
const viewer = { me, moderates: document.body.classList.contains('moderator'), newestFirst: order === 'newest', agreed: new Set((main.dataset.agreed ?? '').split(' ').filter(Boolean)), unseen: new Set() };
const sides = Object.fromEntries([...main.querySelectorAll('.side')].map(section => [section.dataset.side, mountSide(section, viewer, own)]));
const estimate = main.querySelector('.estimate');
const dial = estimate && mountEstimate(estimate, { set: () => live.isLive || ask(askByHttp).catch(() => {}), own: percent => spread.own(percent) });
const announce = announcer(main.querySelector('#announce'));
let seq = Number(main.dataset.seq), catching = null, missed = null, heldBack = main.dataset.heldBack === 'true', showing = null;
let chart = mountChart(main.querySelector('#chart'), seq), spread = mountSpread(main.querySelector('#spread'));

localise();
for (const form of main.querySelectorAll('.argue form')) mountComposer(form, me, slug, ({ seq: posted, argumentId }, percent) => {
  if (percent) dial?.remember(percent, [String(argumentId)], posted);
  // The line is just coming back, or there is none: it is fetched, and only where that fails too the page is loaded
  if (!live.isLive) ask(askByHttp).catch(() => location.assign(`/f/${slug}?sent=${argumentId}#argument-${argumentId}`));
});
const signals = mountSignals(main, { hear: item => dial?.hearSignal(item), mark: (mark, isGone) => chart.mark(mark, isGone), announce });
const threads = mountThreads(main, slug, viewer, own);
const since = mountSince(main, slug, viewer, () => seq); // dresses the cards
mountInline(main, viewer, slug, (kind, card) => {
  if (kind === 'rebut') threads.unfold(card);
  if (!live.isLive) ask(askByHttp).catch(() => {});
});
main.addEventListener('click', event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const more = event.target.closest('.side > .more a'), line = event.target.closest(':is(.activity, .ticker) a');
  const there = line?.href.includes('/arguments/') && document.getElementById(`argument-${line.href.split('/').at(-1)}`);
  if (!more && !there) return;
  event.preventDefault();
  if (more) extend(more);
  else location.hash = there.id;
});
const live = connect({ open: ask, frame: receive, ask: () => catching ?? ask(askByHttp), state: main.querySelector('.state') });

/** A frame goes on where the page stands. Where one is missing, or begins before, the page asks for what it hasn't got. */
function receive(frame) {
  if (frame.slug !== slug || frame.to < seq) return;
  if (frame.heldBack !== heldBack) turn(frame.heldBack);
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
    if (answer.heldBack !== heldBack) turn(answer.heldBack);
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
  // Measured while nothing has changed yet: to ask in between lays the page out again for each
  const heights = new Map(frame.cards.map(card => [card.id, document.getElementById(`argument-${card.id}`)?.offsetHeight]));
  for (const card of frame.cards) {
    const [shown] = nodes(card.html);
    card.height = heights.get(card.id);
    if (card.answers) { threads.put(card, shown); continue; }
    const side = card.side.toLowerCase(), at = Date.parse(shown.querySelector('footer time').dateTime) / 1000;
    const has = sides[side].put(card, shown);
    dial?.see(card, shown, has);
    const link = document.getElementById(shown.id) ? `#${shown.id}` : `/f/${slug}/arguments/${card.id}`;
    chart.mark([at, side, link, `an argument ${side}`], card.hidden);
  }
  for (const html of frame.signals) signals.put(nodes(html)[0]);
  for (const point of frame.points) chart.push(point);
  if (frame.standing) stand(nodes(frame.standing)[0]);
  if (frame.criteria) rule(nodes(frame.criteria)[0]);
  if (frame.crux) swap(main.querySelector('#crux'), nodes(frame.crux)[0]);
  dial?.rule(frame.criteriaNumber);
  const own = frame.points.findLast(point => String(point.by) === me);
  if (own) dial?.hear(own.seq);
  if (frame.voices.map(String).includes(me)) hearVoice(main);
  since.hear(frame.cards);
  tell(frame);
  seq = frame.to;
  main.dataset.seq = seq;
  showNumbers(frame);
}

/** More of both columns, as the link without script would show them. */
async function extend(link) {
  const page = await fetchPage(link.href);
  if (!page) return location.assign(link.href);
  localise(page);
  for (const [name, side] of Object.entries(sides)) side.extend(page.querySelector(`.side.${name}`));
  showing = new URL(link.href).searchParams.get('show');
}

/** Too much happened to be told: the page is loaded anew. Drafts are kept, and so is the place on the page. */
const startAgain = () => location.reload();

/** Others' numbers are shown now, or held back: the page as it is now has what was missing, or hasn't what is to go. */
async function turn(to) {
  heldBack = to;
  const page = await fetchPage(whole());
  if (heldBack !== to) return;
  if (!page) return setTimeout(() => heldBack === to && turn(to), 2000);
  const now = page.querySelector('main.board');
  if ((now.dataset.heldBack === 'true') !== to) return;
  localise(page);
  for (const part of ['.figure', '#history', '#others', '#crux', '.activity', '.ticker']) {
    const [shown, fresh] = [main.querySelector(part), now.querySelector(part)];
    if (shown && fresh) shown.replaceWith(document.adoptNode(fresh));
  }
  for (const card of now.querySelectorAll('.argument')) {
    const side = card.closest('.side').dataset.side, id = Number(card.id.slice('argument-'.length));
    sides[side].put({ id, posted: true, authorId: card.dataset.author, hidden: card.classList.contains('tombstone') }, document.adoptNode(card));
  }
  chart.destroy();
  chart = mountChart(main.querySelector('#chart'), Number(now.dataset.seq));
  spread = mountSpread(main.querySelector('#spread'));
  const percent = Number(main.querySelector('#probability').textContent);
  dial?.showBoard(Number.isNaN(percent) ? null : percent);
  dial?.follow(page);
  since.again();
  document.title = page.title;
  announce(to ? 'What others say is hidden until you set yours.' : 'What others say is shown now.');
}

/** The page at an address, with all that frames have told here by the time it is there; null where it can't be had. */
async function fetchPage(address) {
  for (;;) {
    const page = await load(address), told = page?.querySelector('main.board')?.dataset.seq;
    if (told === undefined) return null;
    if (Number(told) >= seq) return page;
  }
}

/** The address of this page with as many arguments as are shown. */
function whole() {
  const address = new URL(location.href);
  if (showing) address.searchParams.set('show', showing);
  return address;
}

/** Where the forecast stands. A board that was loaded closed has no forms, and nothing typed in them: it is loaded anew to have some. */
function stand(banner) {
  main.querySelector('#standing').replaceWith(banner);
  const verdict = banner.querySelector('.verdict');
  chart.end(verdict && [Date.parse(verdict.querySelector('time').dateTime) / 1000, 'resolution', '#standing', verdict.querySelector('strong').textContent.toLowerCase()]);
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
  chart.mark([Date.parse(section.querySelector('summary time').dateTime) / 1000, 'criteria', '#criteria', 'new criteria']);
  announce('The resolution criteria have changed.');
}

function showNumbers(frame) {
  showPace(main, frame);
  const shown = main.querySelector('#probability');
  if (frame.percent === null) shown.textContent = '–';
  else countOver(shown, frame.percent);
  main.querySelector('#word').textContent = frame.word;
  main.querySelector('#moved').replaceChildren(...moved(frame.movement));
  main.querySelector('.figure .words small').hidden = frame.movement === null;
  main.querySelector('#why').textContent = frame.why;
  main.querySelector('details.why').hidden = frame.why === '';
  main.querySelector('#confidence').textContent = frame.confidence;
  main.querySelectorAll('.figure .level circle').forEach((dot, i) => dot.classList.toggle('on', i <= LEVELS.indexOf(frame.confidence)));
  main.querySelector('#sources').textContent = frame.sources;
  main.querySelector('#estimates').textContent = frame.estimates;
  main.querySelector('#estimates-word').textContent = frame.estimates === 1 ? 'estimate' : 'estimates';
  main.querySelector('#presence').textContent = frame.atLeast ? `at least ${frame.watchers} here` : `${frame.watchers} watching`;
  main.querySelector('#presence').hidden = false;
  spread.show(frame.bars);
  dial?.showBoard(frame.percent);
  for (const [name, n] of [['for', frame.for], ['against', frame.against]]) {
    sides[name].setCount(n);
    main.querySelector(`.switch .${name} .n`).textContent = n;
  }
  document.title = document.title.replace(/^(\d+% · )?/, frame.percent === null ? '' : `${frame.percent}% · `);
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
  if (!frame.heldBack && String(frame.percent ?? '–') !== main.querySelector('#probability').textContent)
    announce(frame.percent === null ? 'The board has no number now.' : `The board stands at ${frame.percent} percent.`);
  for (const card of frame.cards) {
    if (String(card.authorId) === me) continue;
    const name = card.answers ? 'rebuttal' : 'argument';
    if (card.posted) announce(`A new ${name} ${card.side.toLowerCase()}.`);
    else if (card.hidden) announce(`${card.answers ? 'A' : 'An'} ${name} ${card.side.toLowerCase()} is no longer shown.`);
  }
}

/** The card as this viewer may see it: hidden text for its author and for moderators. */
async function own(id) {
  const answer = await fetch(`/f/${slug}/arguments/${id}?handler=card`).catch(() => null);
  return answer?.ok ? nodes(await answer.text())[0] : null;
}
