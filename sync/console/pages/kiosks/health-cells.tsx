import type { KioskLine } from '../../../centre/api/kiosk.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../state/console.ts';
import { brokenButtons } from './line-words.ts';

type Health = { readonly as: 'good' | 'unknown' } | { readonly as: 'bad' | 'plain'; readonly text: string };

const Cell = ({ health }: { readonly health: Health }) => {
  const { kiosks: words } = useWords();
  switch (health.as) {
    case 'good':
      return (
        <td className="middle">
          <Icon name="check" className="small-check" />
          <span className="unseen">{words.good}</span>
        </td>
      );
    case 'unknown':
      return (
        <td className="middle soft">
          <span aria-hidden="true">?</span>
          <span className="unseen">{words.unknown}</span>
        </td>
      );
    case 'bad':
      return <td className="middle call strong">{health.text}</td>;
    case 'plain':
      return <td className="middle soft">{health.text}</td>;
    default:
      return health satisfies never;
  }
};

/** Panel, screen, ledger. Healthy is a plain ink mark without colour; `?` is not known, which is not the same as none. */
export const HealthCells = ({ line }: { readonly line: KioskLine }) => {
  const { kiosks: words } = useWords();
  const broken = brokenButtons(line);
  const panel = ((): Health => {
    if (broken !== '') return { as: 'bad', text: words.broken(broken) };
    if (!line.online || line.panel === 'unknown') return { as: 'unknown' };
    if (line.panel === 'lost') return { as: 'bad', text: words.lost };
    return line.panel === 'none' ? { as: 'plain', text: words.noPanel } : { as: 'good' };
  })();
  const screen = ((): Health => {
    if (!line.online || line.screen === 'unknown') return { as: 'unknown' };
    return line.screen === 'frozen' ? { as: 'bad', text: words.frozen } : { as: 'good' };
  })();
  const ledger = ((): Health => {
    if (line.ledger === 'broken') return { as: 'bad', text: words.brokenLedger };
    return line.online && line.ledger === 'ok' ? { as: 'good' } : { as: 'unknown' };
  })();
  return (
    <>
      <Cell health={panel} />
      <Cell health={screen} />
      <Cell health={ledger} />
    </>
  );
};
