const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element's content or a quoted attribute: names and comments come from people. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** Phrases that stay whole while they fit: an inline block goes to the next line as one, and wraps inside only if it must. */
export const phrasesHtml = (phrases: readonly string[]): string =>
  phrases.length === 1
    ? escapeHtml(phrases.join(' '))
    : phrases.map((phrase) => `<span class="p">${escapeHtml(phrase)}</span>`).join(' ');
