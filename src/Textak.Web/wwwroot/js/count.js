// A number that moved counts over to its new value, once and briefly; at once where less motion is asked for.

const LONGEST = 900; // ms, however far it moved

/**
 * @param {HTMLElement} element  holds the whole number as its text and nothing else
 * @param {number} to
 */
export function countOver(element, to) {
  const from = Number(element.textContent);
  const token = element.counting = {}; // a later call takes over from this one
  if (from === to) return;
  element.classList.remove('moved-up', 'moved-down');
  if (!Number.isFinite(from) || matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) {
    element.textContent = to;
    return;
  }
  void element.offsetWidth; // so that the tint starts again where it was still fading
  element.classList.add(to > from ? 'moved-up' : 'moved-down');
  const length = Math.min(LONGEST, 200 + 80 * Math.abs(to - from));
  const start = performance.now();
  requestAnimationFrame(function step(now) {
    if (element.counting !== token) return;
    const part = Math.min(1, Math.max(0, (now - start) / length));
    element.textContent = Math.round(from + (to - from) * (1 - (1 - part) ** 3));
    if (part < 1) requestAnimationFrame(step);
  });
}
