// Small things that every page with script shares.

/** Server-rendered markup as nodes, with times in the reader's own clock. */
export function nodes(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  localise(template.content);
  return [...template.content.children];
}

/** Says times as the reader's clock has them: the hour today, the day otherwise. The exact time stays on hover. */
export function localise(root = document) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime), now = new Date();
    const today = at.toDateString() === now.toDateString();
    time.title = at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'long' });
    time.textContent = today
      ? at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
      : at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric' });
  }
}

/** The page at an address, as it is now; null where it can't be had. */
export async function load(address) {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

/** Puts an element in another's place, unless it is the same. Whoever stands on one of its links stays there. */
export function swap(shown, fresh) {
  if (shown.isEqualNode(fresh)) return;
  const at = [...shown.querySelectorAll('a')].indexOf(document.activeElement);
  shown.replaceWith(fresh);
  fresh.querySelectorAll('a')[at]?.focus({ preventScroll: true });
}

/** Opens whatever something is folded into. */
export function unfold(element) {
  for (let fold = element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
}

/** A polite announcement to screen readers: what comes within a few seconds is said together. */
export function announcer(status) {
  const waiting = [];
  let timer;
  return words => {
    waiting.push(words);
    timer ??= setTimeout(() => {
      status.textContent = [...new Set(waiting.splice(0))].slice(-4).join(' ');
      timer = undefined;
    }, 3000);
  };
}

/** A command id: the same command sent again carries the same one. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return [...bytes].map(b => b.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A movement in points, as the server writes it: nothing where there is no number. */
export function moved(points) {
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
