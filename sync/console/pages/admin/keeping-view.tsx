import { useState } from 'react';
import type { BackupView, CentreView, TimeCheck } from '../../../centre/api/other-system.ts';
import { formatMoment } from '../../format/dates.ts';
import { formatTenths } from '../../format/numbers.ts';
import { formatWhenExactly } from '../../format/when.ts';
import { FieldError } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';
import { hrefOf } from '../../state/route.ts';
import { AdminFrame } from './admin-frame.tsx';

const megabytesOf = (bytes: number): string => formatTenths(bytes / 1_048_576);

/** The centre's clock beside a time server's; under ten seconds in milliseconds. */
const TimeSection = ({ check }: { readonly check: TimeCheck | null }) => {
  const { server } = useConsole();
  const { keeping: words, shell } = useWords();
  const [asked, setAsked] = useState<TimeCheck | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const latest = asked ?? check;
  const ask = async (): Promise<void> => {
    const answer = await server.ask('POST /api/time-check');
    if (answer.ok) setAsked(answer.value);
    setWrong(answer.ok ? null : words.failed);
  };
  const offset = latest?.offsetMs ?? null;
  const offsetText =
    offset === null
      ? ''
      : Math.abs(offset) < 10_000
        ? words.milliseconds(`${offset < 0 ? '−' : '+'}${Math.abs(Math.round(offset))}`)
        : words.seconds(`${offset < 0 ? '−' : '+'}${Math.abs(Math.round(offset / 1000))}`);
  const text =
    latest === null
      ? words.timeNever
      : latest.server === ''
        ? words.timeNone
        : offset === null
          ? words.timeBad(latest.server)
          : words.timeGood(latest.server, offsetText);
  return (
    <section>
      <h2>{words.time}</h2>
      <p role="status">
        {text}{' '}
        {latest && latest.server !== '' && words.timeAt(formatWhenExactly(latest.at, Date.now(), shell))}
      </p>
      <p className="more">
        <button type="button" className="button" onClick={() => void ask()}>
          {words.checkTime}
        </button>
      </p>
      <FieldError error={wrong} />
    </section>
  );
};

const CentreSection = ({ centre }: { readonly centre: CentreView }) => {
  const { keeping: words } = useWords();
  const facts = [
    [words.version, centre.version],
    [words.started, formatMoment(centre.startedAt)],
    [words.store, words.megabytes(megabytesOf(centre.storeBytes))],
  ] as const;
  return (
    <section>
      <h2>{words.centre}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const Page = ({ view, address }: { readonly view: BackupView; readonly address: string }) => {
  const { server, resources } = useConsole();
  const { keeping: words, admin, shell } = useWords();
  const centre = useResource('GET /api/centre').value;
  const [told, setTold] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const { folder, nextAt, backups, lastProblem } = view;
  const [newest] = backups;
  const now = Date.now();
  const isOff = folder === '';
  const title = lastProblem
    ? words.headline.problem
    : newest
      ? words.headline.last(formatWhenExactly(newest.at, now, shell))
      : words.headline.none;
  const backUp = async (): Promise<void> => {
    setTold(null);
    setWrong(null);
    const answer = await server.ask('POST /api/backups');
    if (!answer.ok) return setWrong(words.problems[answer.problem.code] ?? words.madeNot);
    resources.put(address, answer.value);
    setTold(words.made);
  };
  return (
    <AdminFrame
      view="keeping"
      title={title}
      lead={isOff ? words.noFolder : words.lead(folder, nextAt === null ? '–' : formatMoment(nextAt))}
      railName={admin.views.keeping}
      rail={
        <>
          <section>
            {isOff ? (
              <p className="more">
                <a href={hrefOf({ page: 'admin', view: 'settings' })}>{words.setFolder}</a>
              </p>
            ) : (
              <button type="button" className="button primary wide" onClick={() => void backUp()}>
                {words.now}
              </button>
            )}
            <p role="status">{told}</p>
            <FieldError error={wrong} />
          </section>
          <TimeSection check={centre?.time ?? null} />
          {centre && <CentreSection centre={centre} />}
        </>
      }
    >
      {lastProblem && (
        <div className="banner calls" role="alert">
          <Icon name="alert" />
          <p>
            <b>{words.problem(formatMoment(lastProblem.at))}</b>
            <span className="caption under" lang="en">
              {lastProblem.message}
            </span>
          </p>
        </div>
      )}
      {backups.length > 0 && (
        <section>
          <h2>{words.backups}</h2>
          <table className="table roomy">
            <thead>
              <tr>
                <th scope="col">{words.at}</th>
                <th scope="col">{words.file}</th>
                <th scope="col" className="right">
                  {words.size}
                </th>
              </tr>
            </thead>
            <tbody>
              {backups.map(({ file, at, bytes }) => (
                <tr key={file}>
                  <td className="num nowrap">{formatMoment(at)}</td>
                  <th scope="row" className="break">
                    {file}
                  </th>
                  <td className="num right">{words.megabytes(megabytesOf(bytes))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <section className="section">
        <h2>{words.restore}</h2>
        <p className="lead prose">{words.restoreText}</p>
      </section>
      <section className="section">
        <h2>{words.threeTwoOne}</h2>
        <p className="lead prose">{words.threeTwoOneText}</p>
      </section>
    </AdminFrame>
  );
};

/** Is there a backup, does the clock hold, how is the centre as a program? */
export const KeepingView = () => {
  const resource = useResource('GET /api/backups');
  return <Loading of={resource}>{(view) => <Page view={view} address={resource.address} />}</Loading>;
};
