import type { Grid } from '../layout/viewport.ts';
import type { Rings } from '../parts/river.tsx';
import type { Shown } from '../state/shown.ts';

const drop = [47, 175, 330, 512, 720] as const;
const twoDrops = [37, 140, 264, 410] as const;

/**
 * Low water lies still: three rings in the empty middle of the bar, between the words of its two ends in the widest language.
 * Parts of the screen's width.
 */
const calm = {
  s: { x: 0.44, radii: [0.02, 0.056, 0.092] },
  l: { x: 0.466, radii: [0.022, 0.082, 0.15] },
} as const;

/** Where the disc's middle stands across the screen, in CSS pixels: over the left group, or at the left margin of a portrait screen. */
const discCentre = (grid: Grid): number => {
  const { px, width, layout } = grid;
  if (layout === 'p') return (48 + (260 * 1.42) / 2) * px;
  const [margin, gap] = layout === 's' ? [26, 22] : [64, 52];
  return margin * px + (width - 2 * (margin + gap) * px) / 5;
};

/** The rings on the water for a screen: a press is a drop on the river. */
export const ringsFor = (screen: Shown['name'], grid: Grid): readonly Rings[] => {
  const centre = discCentre(grid);
  const u = (grid.layout === 's' ? 1 : grid.layout === 'l' ? 1.406 : 1.42) * grid.px;
  switch (screen) {
    case 'thanks':
      return [{ x: centre, y: 49, radii: drop, isFresh: true }];
    case 'repeat':
      return [
        { x: centre - 62 * u, y: 58, radii: twoDrops, isFresh: false },
        { x: centre + 113 * u, y: 84, radii: twoDrops, isFresh: false },
      ];
    case 'waiting':
      return [{ x: grid.width * 0.908, y: 64, radii: [105, 200, 320, 430, 560], isFresh: false }];
    case 'closed':
      return [{ x: centre, y: 46, radii: [43, 160, 300, 465], isFresh: false }];
    case 'choose':
    case 'pressed': {
      // In portrait the bar has no empty middle, and a ring behind words is noise.
      if (grid.layout === 'p') return [];
      const { x, radii } = calm[grid.layout];
      const wide = grid.width / u;
      return [{ x: grid.width * x, y: 70, radii: radii.map((part) => part * wide), isFresh: false }];
    }
    default:
      return [];
  }
};
