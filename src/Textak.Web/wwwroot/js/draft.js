// What is being typed outlives a reload, a crash and a closed tab, until it is posted.
import { unfold } from './page.js';

const KEPT = ['text', 'link', 'percent', 'title', 'publisher', 'grade'];

/**
 * Call it after the form was enhanced: with the text goes the id under which it may have been sent already.
 * Of the fields that are kept a form has some.
 * @param {HTMLFormElement} form
 * @param {string} name  names the draft
 * @returns {{ forget(): void }}
 */
export function keepDraft(form, name) {
  const key = `draft:${name}`;
  const fields = KEPT.map(field => form.elements[field]).filter(Boolean);
  let last; // as this form left it: another tab may have gone on since
  restore();
  form.addEventListener('input', save);
  form.addEventListener('submit', save);
  return { forget };

  function forget() {
    for (const field of fields) field.value = '';
    try {
      if (localStorage.getItem(key) === last) localStorage.removeItem(key);
    } catch { /* as below */ }
  }

  function restore() {
    const draft = read();
    if (!draft || fields.some(field => field.value)) return; // the server sent back what was typed, with an error
    fields.forEach((field, i) => { field.value = draft.typed[i] ?? ''; });
    if (draft.sent !== undefined) {
      form.elements.commandId.value = draft.id;
      form.dataset.sent = draft.sent;
    }
    for (const field of fields) if (field.value) unfold(field);
  }

  function save() {
    const typed = fields.map(field => field.value);
    try {
      const draft = JSON.stringify({ typed, id: form.elements.commandId.value, sent: form.dataset.sent });
      if (typed.some(Boolean)) localStorage.setItem(key, draft);
      else localStorage.removeItem(key);
      last = draft;
    } catch { /* no storage in this browser: the draft lives as long as the page */ }
  }

  function read() {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return Array.isArray(draft?.typed) ? draft : null;
    } catch {
      return null; // no storage, or not ours
    }
  }
}
