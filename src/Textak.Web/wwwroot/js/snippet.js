// The markup of an embedded tile: one press copies it; where a browser doesn't let the page, it is marked, to be copied by hand.

for (const fold of document.querySelectorAll('.snippet')) {
  const [text, button] = [fold.querySelector('textarea'), fold.querySelector('button')];
  button.hidden = false;
  button.addEventListener('click', async () => {
    text.select();
    const copied = await navigator.clipboard?.writeText(text.value).then(() => true, () => false);
    button.textContent = copied ? 'Copied' : 'Marked: copy it now';
  });
}
