import type { KioskGroup, KioskLine, KiosksView } from '../../../centre/api/kiosk.ts';
import { DayStrip, HourScale, spanOf } from '../../charts/day-strip.tsx';
import { formatDay, formatTime, weekdayOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { CallsList } from '../../parts/calls-list.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Headline, OfficialName } from '../../parts/phrases.tsx';
import { useMay, useResource, useWords } from '../../state/console.ts';
import { hrefOf } from '../../state/route.ts';
import { usePhone } from '../../state/use-phone.ts';
import { AddKiosk } from './add-kiosk.tsx';
import { HealthCells } from './health-cells.tsx';
import { heardWords, kioskCall, offsetWords, reasonWords } from './line-words.ts';
import { OpenCodes } from './open-codes.tsx';
import { PhoneKiosks } from './phone-kiosks.tsx';

const groups: readonly KioskGroup[] = ['person', 'healing', 'fine'];
const isLoud = (line: KioskLine, reason: KioskLine['reasons'][number]): boolean =>
  line.reasons.includes(reason);

const Row = ({ line, view }: { readonly line: KioskLine; readonly view: KiosksView }) => {
  const { kiosks: words, shell } = useWords();
  const isQuiet = line.group === 'fine';
  return (
    <tr className={isQuiet ? 'fine' : ''}>
      <th scope="row" className="kiosk-id">
        <a href={hrefOf({ page: 'kiosk', kiosk: line.id })}>{kioskName(line.id)}</a>
      </th>
      <td>{line.department && <OfficialName name={line.department} />}</td>
      <td className="strip-cell">
        <DayStrip
          day={view.day}
          now={view.at}
          hours={view.hours}
          span={spanOf(view.hours)}
          ticks={line.ticks}
          silences={line.silences}
          name={words.strip(line.ticks.length, line.silences.length > 0)}
        />
      </td>
      <td className={isLoud(line, 'silent') ? 'num right call strong' : 'num right'}>
        {heardWords(line, view.at, words, shell)}
      </td>
      <td className={line.pending ? 'num right strong' : 'num right'}>
        {line.pending === null ? '?' : formatCount(line.pending)}
      </td>
      <td className={isLoud(line, 'clock') ? 'num right strong' : 'num right'}>
        {line.online ? offsetWords(line.clockOffsetMs, words) : '–'}
      </td>
      <HealthCells line={line} />
    </tr>
  );
};

const KioskTable = ({ view }: { readonly view: KiosksView }) => {
  const { kiosks: words } = useWords();
  const { columns } = words;
  const two = ([first, second]: readonly string[]) => (
    <>
      {first} <br />
      {second}
    </>
  );
  return (
    <table className="table kiosk-table">
      <thead>
        <tr>
          <th scope="col" className="kiosk-id">
            {columns.kiosk}
          </th>
          <th scope="col">{columns.department}</th>
          <th scope="col" className="strip-cell">
            {columns.day}
            <HourScale span={spanOf(view.hours)} step={2} words={columns.hour} />
          </th>
          <th scope="col" className="right heard">
            {columns.heard}
          </th>
          <th scope="col" className="right small">
            {two(columns.pending)}
          </th>
          <th scope="col" className="right offset">
            {two(columns.clock)}
          </th>
          <th scope="col" className="middle small">
            {two(columns.panel)}
          </th>
          <th scope="col" className="middle small">
            {two(columns.screen)}
          </th>
          <th scope="col" className="middle small">
            {two(columns.ledger)}
          </th>
        </tr>
      </thead>
      {groups.map((group) => {
        const lines = view.kiosks.filter((line) => line.group === group && line.retiredAt === null);
        return lines.length === 0 ? null : (
          <tbody key={group}>
            <tr className="group">
              <th colSpan={9} scope="rowgroup">
                {words.groups[group]} <span className="count-of">{lines.length}</span>
              </th>
            </tr>
            {lines.map((line) => (
              <Row key={line.id} line={line} view={view} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
};

const Rail = ({ view }: { readonly view: KiosksView }) => {
  const { kiosks: words, shell } = useWords();
  const mayTend = useMay('tend');
  const callsOf = (group: KioskGroup) =>
    view.kiosks
      .filter((line) => line.group === group && line.retiredAt === null)
      .map((line) => kioskCall(line, view.at, view.technician, words, shell));
  const person = callsOf('person');
  const healing = callsOf('healing');
  return (
    <aside className="rail kiosks-rail" aria-label={words.groups.person}>
      <section>
        <h2>
          {words.groups.person} <span className="count-of">{person.length}</span>
        </h2>
        {person.length === 0 ? <p>{words.one.nothing}</p> : <CallsList calls={person} />}
      </section>
      {healing.length > 0 && (
        <section>
          <h2>
            {words.groups.healing} <span className="count-of">{healing.length}</span>
          </h2>
          <CallsList calls={healing} />
        </section>
      )}
      {mayTend && (
        <>
          <OpenCodes now={view.at} />
          <section>
            <AddKiosk now={view.at} />
          </section>
        </>
      )}
    </aside>
  );
};

/** Which box needs a person, since when? */
export const KiosksPage = () => {
  const resource = useResource('GET /api/kiosks');
  const { kiosks: words, shell } = useWords();
  const isPhone = usePhone();
  const mayTend = useMay('tend');
  return (
    <Loading of={resource}>
      {(view) => (
        <div className="frame kiosks">
          <main className="main">
            <header className="page-head">
              <h1>
                <Headline
                  text={view.kiosks.length === 0 ? words.none : words.headline(view.fine, view.person)}
                />
              </h1>
              <p className="lead">
                {view.kiosks.length === 0
                  ? words.noneText
                  : isPhone
                    ? words.key
                    : words.lead(
                        view.healing,
                        shell.weekdays[weekdayOf(view.day) - 1] ?? '',
                        formatDay(view.day),
                        formatTime(view.at),
                      )}
              </p>
            </header>
            {view.kiosks.length > 0 &&
              (isPhone ? (
                <PhoneKiosks view={view} reasonOf={(line) => reasonWords(line, view.at, words, shell)} />
              ) : (
                <KioskTable view={view} />
              ))}
            {isPhone && mayTend && (
              <div className="phone-add">
                <OpenCodes now={view.at} />
                <AddKiosk now={view.at} />
              </div>
            )}
          </main>
          {!isPhone && <Rail view={view} />}
        </div>
      )}
    </Loading>
  );
};
