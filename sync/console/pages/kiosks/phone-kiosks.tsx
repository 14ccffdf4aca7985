import type { KioskGroup, KioskLine, KiosksView } from '../../../centre/api/kiosk.ts';
import { DayStrip, spanOf } from '../../charts/day-strip.tsx';
import { kioskName } from '../../format/phrases.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../state/console.ts';
import { hrefOf } from '../../state/route.ts';

const groups: readonly KioskGroup[] = ['person', 'healing', 'fine'];

/** The technician's list in a hand: what needs a person first, with one button to call. */
export const PhoneKiosks = ({
  view,
  reasonOf,
}: {
  readonly view: KiosksView;
  readonly reasonOf: (line: KioskLine) => string | null;
}) => {
  const { kiosks: words } = useWords();
  return groups.map((group) => {
    const lines = view.kiosks.filter((line) => line.group === group && line.retiredAt === null);
    if (lines.length === 0) return null;
    return (
      <section key={group} className={`phone-group ${group}`}>
        <h2>
          {words.groups[group]} <span className="count-of">{lines.length}</span>
        </h2>
        <div className="phone-group-body">
          <ul>
            {lines.map((line) => {
              const reason = reasonOf(line);
              return (
                <li key={line.id}>
                  <a href={hrefOf({ page: 'kiosk', kiosk: line.id })}>
                    <span>
                      <b>{kioskName(line.id)}</b> {line.department}
                    </span>
                    {reason && <b className={group === 'person' ? 'call' : ''}>{reason}</b>}
                    <DayStrip
                      day={view.day}
                      now={view.at}
                      hours={view.hours}
                      span={spanOf(view.hours)}
                      ticks={line.ticks}
                      silences={line.silences}
                      name={words.strip(line.ticks.length, line.silences.length > 0)}
                    />
                  </a>
                </li>
              );
            })}
          </ul>
          {group === 'person' && view.technician && (
            <a className="button wide" href={`tel:${view.technician.phone.replace(/[^\d+]/g, '')}`}>
              <Icon name="phone" />
              {words.callTechnician(view.technician.who, view.technician.phone)}
            </a>
          )}
        </div>
      </section>
    );
  });
};
