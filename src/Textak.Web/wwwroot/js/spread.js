// The histogram of current estimates, as the server draws it: a bar of five points each, one's own among them.

/** @param {HTMLElement|null} figure  none where others' numbers are held back */
export function mountSpread(figure) {
  if (!figure) return { show() {}, own() {} };
  const svg = figure.querySelector('svg'), readout = figure.querySelector('output'), rects = [...svg.querySelectorAll('rect')];
  let bars = figure.dataset.bars.split(',').filter(Boolean).map(Number), mine = Number(figure.dataset.mine) || null;
  return {
    show(now) { bars = now; draw(); },
    own(percent) { mine = Number(percent) || null; draw(); },
  };

  function draw() {
    const most = Math.max(0, ...bars), given = bars.flatMap((count, bar) => count > 0 ? [bar] : []);
    rects.forEach((rect, i) => {
      const height = most === 0 ? 0 : (bars[i] ?? 0) / most;
      rect.setAttribute('y', share(1 - height));
      rect.setAttribute('height', share(height));
      rect.setAttribute('class', mine !== null && i === Math.floor((mine + 2) / 5) ? 'mine' : '');
    });
    const all = bars.reduce((sum, count) => sum + count, 0), none = 'Nobody has estimated yet';
    readout.textContent = all === 0 ? none : `${estimates(all)}, from ${low(given[0])} to ${high(given.at(-1))}%`;
    svg.ariaLabel = (all === 0 ? none : given.map(i => `${estimates(bars[i])} from ${low(i)} to ${high(i)}%`).join(', ')) + (mine === null ? '' : `; yours is ${mine}%`);
  }
}

function estimates(count) {
  return count === 1 ? '1 estimate' : `${count} estimates`;
}

function low(bar) {
  return Math.max(1, 5 * bar - 2);
}

function high(bar) {
  return Math.min(99, 5 * bar + 2);
}

function share(part) {
  return `${Math.round(10_000 * part) / 100}%`;
}
