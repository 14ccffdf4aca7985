/**
 * What the centre put into the page for whoever brought a session: answers by their address, as its routes give them. Taken
 * once; they are of the moment at which the page was asked for.
 */
export const takeFirstAnswers = (page: Document): ReadonlyMap<string, unknown> => {
  const block = page.getElementById('first-answers');
  if (!block) return new Map();
  block.remove();
  return new Map(Object.entries(JSON.parse(block.textContent ?? '{}') as Readonly<Record<string, unknown>>));
};
