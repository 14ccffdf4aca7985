/** Which of the three drawn grids a viewport follows: S 1024×768, L 1920×1080, P 1080×1920. */
export type Layout = 's' | 'l' | 'p';

export interface Grid {
  readonly layout: Layout;
  /** One pixel of the drawn grid, in CSS pixels: the whole screen scales with it and never reflows. */
  readonly px: number;
  /** What the viewport has beyond the drawn height, in CSS pixels; the keys take it, or the sky. */
  readonly extra: number;
  readonly width: number;
  readonly height: number;
}

const drawn: Readonly<Record<Layout, { readonly width: number; readonly height: number }>> = {
  s: { width: 1024, height: 768 },
  l: { width: 1920, height: 1080 },
  p: { width: 1080, height: 1920 },
};

// Half way between 4:3 and 16:9, so that 16:10 panels follow the wide grid, where a department's name has one line.
const wideFrom = 1.5;

const layoutOf = (width: number, height: number): Layout => {
  if (width < height) return 'p';
  return width / height >= wideFrom ? 'l' : 's';
};

/** The grid for a viewport in CSS pixels. The drawn grid always fits; what is left over is named, not stretched. */
export const gridFor = (width: number, height: number): Grid => {
  const layout = layoutOf(width, height);
  const base = drawn[layout];
  const px = Math.min(width / base.width, height / base.height);
  return { layout, px, extra: height - base.height * px, width, height };
};
