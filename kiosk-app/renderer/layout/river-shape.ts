import { surfacePath, waterPath } from './wave.ts';

// Room for the shift against burn-in.
const bleed = 8;

/** The river's picture for a screen of this size (CSS pixels): as deep as the screen is high, so that it can rise anywhere. */
export const riverShape = (
  size: { readonly width: number; readonly height: number; readonly u: number },
  isStill: boolean,
): { readonly frame: Readonly<Record<string, string>>; readonly water: string; readonly surface: string } => {
  const { width, height, u } = size;
  const overhang = 20 * u;
  const [across, deep] = [width + 2 * bleed, height + overhang];
  return {
    frame: { width: `${across}`, height: `${deep}`, viewBox: `${-bleed} ${-overhang} ${across} ${deep}` },
    water: waterPath(width, height, u, isStill, bleed),
    surface: surfacePath(width, u, isStill, bleed),
  };
};
