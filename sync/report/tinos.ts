import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';
import type { Measure } from './lines.ts';
import { mmPerPt } from './page.ts';

const require = createRequire(import.meta.url);

export type TinosStyle = 'regular' | 'bold' | 'italic';

/** The whole typeface as TrueType: Fontsource cuts it into subsets, which a browser joins and a PDF cannot. */
export const tinosPaths: Readonly<Record<TinosStyle, string>> = {
  regular: require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: require.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
};

/** Measures text in one style of Tinos, and so of Times New Roman. */
export type MeasureAt = (style: TinosStyle, sizePt: number) => Measure;

const openFont = (path: string): Font => {
  const font = openSync(path);
  if ('fonts' in font) throw new Error(`report: a single font is needed, a collection was found: ${path}`);
  return font;
};

/** Opens the typeface for measuring. Advance widths only: Word sets this type without kerning. */
export const openTinos = (): MeasureAt => {
  const fonts = new Map<TinosStyle, { readonly font: Font; readonly widths: Map<number, number> }>();
  const open = (style: TinosStyle) => {
    const known = fonts.get(style);
    if (known) return known;
    const opened = { font: openFont(tinosPaths[style]), widths: new Map<number, number>() };
    fonts.set(style, opened);
    return opened;
  };
  return (style, sizePt) => {
    const { font, widths } = open(style);
    const emWidth = (codePoint: number): number => {
      const known = widths.get(codePoint);
      if (known !== undefined) return known;
      const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
      widths.set(codePoint, width);
      return width;
    };
    return (text) => {
      let em = 0;
      for (const char of text) em += emWidth(char.codePointAt(0) ?? 0);
      return em * sizePt * mmPerPt;
    };
  };
};
