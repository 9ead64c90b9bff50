// What is being typed outlives a reload, a crash and a closed tab, until it is posted.

const KEPT = ['text', 'link'];

/** @param {HTMLFormElement} form  @param {string} name  names the draft  @returns {{ forget(): void }} */
export function keepDraft(form, name) {
  const key = `draft:${name}`;
  const fields = KEPT.map(field => form.elements[field]);
  restore();
  form.addEventListener('input', save);
  return { forget: () => { for (const field of fields) field.value = ''; save(); } };

  function restore() {
    const draft = JSON.parse(read() ?? 'null');
    if (!draft || fields.some(field => field.value)) return; // the server sent back what was typed, with an error
    fields.forEach((field, i) => { field.value = draft[i] ?? ''; });
    form.closest('details').open = true;
  }

  function save() {
    const draft = fields.map(field => field.value);
    try {
      if (draft.some(Boolean)) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch { /* no storage in this browser: the draft lives as long as the page */ }
  }

  function read() {
    try { return localStorage.getItem(key); } catch { return null; }
  }
}
