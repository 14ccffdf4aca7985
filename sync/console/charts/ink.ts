/** The palette of `style/tokens.css` for what is not drawn by the style sheet. */
export interface Ink {
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly edge: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly ground: string;
  readonly paper: string;
  readonly kinds: readonly [string, string, string, string, string];
  readonly face: string;
  readonly digits: string;
}

export const readInk = (): Ink => {
  const style = window.getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    soft: read('--ink-soft'),
    faint: read('--ink-faint'),
    edge: read('--edge'),
    rule: read('--rule'),
    ruleStrong: read('--rule-strong'),
    ground: read('--ground'),
    paper: read('--paper'),
    kinds: [read('--kind-1'), read('--kind-2'), read('--kind-3'), read('--kind-4'), read('--kind-5')],
    face: read('--face'),
    digits: read('--face-digits'),
  };
};
