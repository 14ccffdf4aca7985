import { useEffect, useState } from 'react';
import { type Grid, gridFor } from '../layout/viewport.ts';

/** The grid of the window, followed through rotations and the odd resize while a kiosk is set up. */
export const useGrid = (): Grid => {
  const [grid, setGrid] = useState(() => gridFor(window.innerWidth, window.innerHeight));
  useEffect(() => {
    const measure = (): void => setGrid(gridFor(window.innerWidth, window.innerHeight));
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return grid;
};
