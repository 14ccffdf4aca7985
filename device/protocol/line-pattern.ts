/** `*` stands for any run of characters, `?` for one. No regular expressions: none of these can take long to match. */
export type LinePattern = string & { readonly __brand: 'LinePattern' };

/** At most the product of both lengths: a later star never goes back to an earlier one. */
export const matchesPattern = (pattern: LinePattern, text: string): boolean => {
  let [p, t, star, retry] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      retry = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
};

/** Whether some text matches both: then a line could be two buttons at once. */
export const canOverlap = (a: LinePattern, b: LinePattern): boolean => {
  const reached = new Set<number>();
  const width = b.length + 1;
  const visit = (at: number, bt: number): boolean => {
    const key = at * width + bt;
    if (reached.has(key)) return false;
    reached.add(key);
    if (at === a.length && bt === b.length) return true;
    const [x, y] = [a[at], b[bt]];
    if (x === '*' && visit(at + 1, bt)) return true;
    if (y === '*' && visit(at, bt + 1)) return true;
    if (x === undefined || y === undefined) return false;
    if (x === '*' && y === '*') return false;
    if (x === '*') return visit(at, bt + 1);
    if (y === '*') return visit(at + 1, bt);
    return (x === '?' || y === '?' || x === y) && visit(at + 1, bt + 1);
  };
  return visit(0, 0);
};
