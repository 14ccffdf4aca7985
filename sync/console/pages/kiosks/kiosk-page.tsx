import type { KioskView } from '../../../centre/api/kiosk.ts';
import { categoryIds } from '../../../domain/categories.ts';
import { DayStrip, HourScale, spanOf } from '../../charts/day-strip.tsx';
import { dayAt, formatDay, formatDayShort, weekdayOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { categoryPhrases, kioskName } from '../../format/phrases.ts';
import { formatWhenSpoken } from '../../format/when.ts';
import { Loading } from '../../parts/loading.tsx';
import { Phrases } from '../../parts/phrases.tsx';
import { useResource, useWords } from '../../state/console.ts';
import { hrefOf } from '../../state/route.ts';
import { usePhone } from '../../state/use-phone.ts';
import { KioskRail } from './kiosk-rail.tsx';
import { reasonWords } from './line-words.ts';

const Days = ({ view }: { readonly view: KioskView }) => {
  const { kiosks: words, shell } = useWords();
  const open = view.days.find(({ hours }) => hours.length > 0)?.hours ?? [];
  const span = spanOf(open);
  const isPhone = usePhone();
  return (
    <section>
      <h2>{view.line.reasons.includes('silent') ? words.one.daysLost : words.one.daysFine}</h2>
      <table className="table days-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{words.one.day}</span>
            </th>
            <th scope="col" className="strip-cell">
              <span className="unseen">{words.key}</span>
              <HourScale span={span} step={isPhone ? 2 : 1} words={words.columns.hour} />
            </th>
            <th scope="col" className="right">
              {words.one.presses}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.days.map(({ day, hours, ticks, silences, count }) => (
            <tr key={day}>
              <th scope="row" className="num">
                {shell.weekdaysShort[weekdayOf(day) - 1]} {formatDayShort(day)}
              </th>
              <td className="strip-cell">
                <DayStrip
                  day={day}
                  now={view.at}
                  hours={hours}
                  span={span}
                  ticks={ticks}
                  silences={silences}
                  name={words.strip(ticks.length, silences.length > 0)}
                />
              </td>
              <td className="num right">{count === null ? '?' : formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="caption">{words.one.key}</p>
    </section>
  );
};

/** The ledger as a bar: what is stored and proven, then what the kiosk still has. */
const Ledger = ({ view }: { readonly view: KioskView }) => {
  const { one } = useWords().kiosks;
  const ledger = view.ledgers.find(({ isCurrent }) => isCurrent) ?? view.ledgers[0];
  if (!ledger)
    return (
      <section>
        <h2>{one.ledger}</h2>
        <p className="lead">{one.noLedger}</p>
      </section>
    );
  const waiting = ledger.head === null ? (view.line.pending ?? 0) : Math.max(0, ledger.head - ledger.upTo);
  const known = Math.max(1, ledger.upTo);
  // The rest of the line stands for what nobody knows of; four pending lines of a thousand must still be seen.
  const part = Math.min(88, Math.max(8, (known / (known + waiting)) * 94));
  const rest = waiting === 0 ? 0 : Math.max(5, Math.min(86 - part + 8, (waiting / (known + waiting)) * 94));
  const short = `${ledger.id.slice(0, 4)} ${ledger.id.slice(4, 8)}`.toUpperCase();
  return (
    <section>
      <div className="split">
        <h2>{one.ledger}</h2>
        <p className={ledger.state === 'whole' ? 'caption' : 'caption call'}>
          {ledger.state === 'whole' ? one.ledgerState(short, ledger.upTo) : one.ledgerBad[ledger.state]}
        </p>
      </div>
      <div className="ledger-bar" aria-hidden="true">
        <span className="square-full" style={{ width: `${part}%` }} />
        <span className="ledger-mark" />
        {rest > 0 && <span className="hatch" style={{ width: `${rest}%` }} />}
        {!view.line.online && <span className="ledger-dots" />}
      </div>
      <div className="ledger-words">
        <span className="caption">{one.firstLine}</span>
        <b style={{ width: `calc(${part}% - 60px)` }}>{one.receipt(ledger.upTo)}</b>
        <b>{waiting > 0 ? one.waiting(waiting) : one.allSent}</b>
      </div>
    </section>
  );
};

const Buttons = ({ view }: { readonly view: KioskView }) => {
  const { one } = useWords().kiosks;
  return (
    <section>
      <h2>{one.buttons}</h2>
      <ul className="buttons-list">
        {view.buttons.map(({ button, state, testedAt, presses }) => {
          const tested = testedAt === null ? null : formatDayShort(dayAt(testedAt));
          const id = categoryIds[button - 1];
          return (
            <li key={button}>
              <span className={`round-button kind-${button}`} aria-hidden="true">
                {button}
              </span>
              <b lang="vi">{id && <Phrases of={categoryPhrases(id)} />}</b>
              <span className={state === 'broken' ? 'caption call' : 'caption'}>
                {state === 'answers'
                  ? one.answers(tested)
                  : state === 'broken'
                    ? one.fails(tested)
                    : one.untested}
                <br />
                {one.pressed(formatCount(presses))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** One kiosk: when did it stop, is its ledger whole, do all five buttons answer? */
export const KioskPage = ({ id }: { readonly id: string }) => {
  const resource = useResource('GET /api/kiosks/:id', { params: { id } });
  const { kiosks: words, shell } = useWords();
  const name = kioskName(id);
  if (resource.value === null && resource.failure?.status === 404)
    return (
      <main className="main">
        <h1>{words.one.notFound(name)}</h1>
        <p className="lead">
          <a href={hrefOf({ page: 'kiosks' })}>{shell.places.kiosks}</a>
        </p>
      </main>
    );
  return (
    <Loading of={resource}>
      {(view) => {
        const { line } = view;
        const reason = reasonWords(line, view.at, words, shell);
        const title =
          line.reasons[0] === 'silent' && line.lastHeardAt !== null
            ? words.one.lost(name, formatWhenSpoken(line.lastHeardAt, view.at, shell))
            : reason === null
              ? words.one.fine(name)
              : words.one.other(name, `${reason.charAt(0).toLocaleLowerCase('vi')}${reason.slice(1)}`);
        return (
          <div className="frame kiosk">
            <main className="main">
              <header className="page-head">
                <p className="caption">
                  <a href={hrefOf({ page: 'kiosks' })}>{shell.places.kiosks}</a>
                </p>
                <h1>{title}</h1>
                <p className="lead">
                  {words.one.place(
                    line.department,
                    line.counter === null ? null : kioskName(line.counter),
                    view.boundSince === null ? null : formatDay(dayAt(view.boundSince)),
                  )}
                </p>
              </header>
              <Days view={view} />
              <Ledger view={view} />
              <Buttons view={view} />
            </main>
            <KioskRail view={view} address={resource.address} />
          </div>
        );
      }}
    </Loading>
  );
};
