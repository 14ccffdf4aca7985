import type { KioskSquare } from '../../centre/api/period.ts';
import { kioskName } from '../format/phrases.ts';

/** One square a kiosk, hatched where something is not known or still to come. */
export const KioskSquares = ({
  kiosks,
  name,
}: {
  readonly kiosks: readonly KioskSquare[];
  readonly name: string;
}) => {
  const ordered = [...kiosks].sort((a, b) => Number(a.state !== 'complete') - Number(b.state !== 'complete'));
  return (
    <div className="squares" role="img" aria-label={name}>
      {ordered.map(({ kiosk, state }) => (
        <span
          key={kiosk}
          className={state === 'complete' ? 'square-full' : 'hatch'}
          title={kioskName(kiosk)}
        />
      ))}
    </div>
  );
};
