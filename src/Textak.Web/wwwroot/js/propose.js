// A question is looked at while it is typed: by the server, with the checks that it makes when it is sent.
const PAUSE = 400; // ms without a key

const form = document.querySelector('form.draft'), similar = document.getElementById('similar');
if (form) mount();

function mount() {
  const touched = new Set();
  let timer, asked = 0, title = form.elements.title.value;
  form.addEventListener('input', event => {
    if (event.target.value) touched.add(event.target.name);
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  form.addEventListener('focusout', event => { if (event.target.value) touched.add(event.target.name); });

  async function check() {
    const mine = ++asked, typed = new FormData(form), titled = typed.get('title');
    typed.set('similar', titled !== title);
    const answer = await fetch('/propose?handler=check', { method: 'POST', body: typed, headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return; // a later question is on its way
    const { problems, advice, similar: found } = await answer.json();
    title = titled;
    for (const field of form.querySelectorAll('input:not([type=hidden]), textarea, select')) {
      // What nobody has come to yet is not called wrong
      const wrong = touched.has(field.name) && problems.find(problem => problem.field.toLowerCase() === field.name);
      say(`${field.id}-error`, wrong ? wrong.message : '');
      if (wrong) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
      say(`${field.id}-advice`, advice.filter(one => one.field.toLowerCase() === field.name).map(one => one.message).join(' '));
    }
    if (found) show(found);
  }
}

function say(id, words) {
  const line = document.getElementById(id);
  if (!line) return;
  line.textContent = words;
  line.hidden = words === '';
}

function show(found) {
  similar.hidden = found.length === 0;
  similar.querySelector('ul').replaceChildren(...found.map(({ slug, title }) => {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = `/f/${slug}`;
    link.dir = 'auto';
    link.textContent = title;
    item.append(link);
    return item;
  }));
}
