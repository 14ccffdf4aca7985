import { describe, expect, it } from 'vitest';
import { arrangementOf } from '../../kiosk-app/renderer/layout/arrangement.ts';
import { gridFor } from '../../kiosk-app/renderer/layout/viewport.ts';
import { surfaceAt, waterPath } from '../../kiosk-app/renderer/layout/wave.ts';

describe('the grid', () => {
  it('is the drawn one at the drawn sizes', () => {
    expect(gridFor(1024, 768)).toMatchObject({ layout: 's', px: 1, extra: 0 });
    expect(gridFor(1920, 1080)).toMatchObject({ layout: 'l', px: 1, extra: 0 });
    expect(gridFor(1080, 1920)).toMatchObject({ layout: 'p', px: 1, extra: 0 });
  });

  it('is twice the wide one at 3840×2160', () => {
    expect(gridFor(3840, 2160)).toMatchObject({ layout: 'l', px: 2, extra: 0 });
  });

  it('always fits, and names the height that is left over', () => {
    for (const [width, height] of [
      [1280, 800],
      [1280, 1024],
      [1366, 768],
      [800, 1280],
      [768, 1366],
      [1024, 600],
    ] as const) {
      const grid = gridFor(width, height);
      const drawn = { s: [1024, 768], l: [1920, 1080], p: [1080, 1920] }[grid.layout] as [number, number];
      expect(drawn[0] * grid.px).toBeLessThanOrEqual(width + 0.001);
      expect(drawn[1] * grid.px + grid.extra).toBeCloseTo(height);
      expect(grid.extra).toBeGreaterThanOrEqual(-0.001);
    }
  });
});

describe('the arrangement of the keys', () => {
  it('never depends on the language, and keeps columns unless the words are large or the screen upright', () => {
    expect(arrangementOf('s', { isLargeText: false, isReach: false })).toEqual({
      flow: 'columns',
      face: 'tall',
    });
    expect(arrangementOf('l', { isLargeText: true, isReach: false })).toEqual({ flow: 'banks', face: 'row' });
    expect(arrangementOf('p', { isLargeText: true, isReach: false })).toEqual({
      flow: 'banks',
      face: 'tall',
    });
    expect(arrangementOf('p', { isLargeText: false, isReach: true })).toEqual({ flow: 'banks', face: 'row' });
  });
});

describe('the river', () => {
  it('has a surface that stays within its wave', () => {
    for (let at = 0; at <= 1; at += 0.01) expect(Math.abs(surfaceAt(at, 1) - 3)).toBeLessThanOrEqual(9.001);
  });

  it('is flat without wind', () => {
    expect(waterPath(100, 50, 1, true, 0)).toMatch(/^M0 0L/);
    expect(new Set(waterPath(100, 50, 1, true, 0).match(/ (\d+)(?=[LZ])/g))).toEqual(new Set([' 0', ' 50']));
  });
});
