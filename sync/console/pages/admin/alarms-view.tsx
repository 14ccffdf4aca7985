import { useState } from 'react';
import type { Alarm, AlarmsView as View } from '../../../centre/api/alarm.ts';
import { formatCount } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenExactly } from '../../format/when.ts';
import { FieldError } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useMay, useResource, useWords } from '../../state/console.ts';
import { AdminFrame } from './admin-frame.tsx';

const OpenAlarm = ({
  alarm,
  now,
  address,
}: {
  readonly alarm: Alarm;
  readonly now: string;
  readonly address: string;
}) => {
  const { server, resources } = useConsole();
  const { alarms: words, shell } = useWords();
  const mayTend = useMay('tend');
  const [wrong, setWrong] = useState<string | null>(null);
  const { id, code, subject, raisedAt, times, seenAt, seenBy } = alarm;
  const name = words.names[code] ?? words.other;
  const see = async (): Promise<void> => {
    const answer = await server.ask('PUT /api/alarms/:id/seen', { params: { id: String(id) } });
    if (answer.ok) void resources.load(address);
    else setWrong(words.failed);
  };
  return (
    <li className="alarm">
      <Icon name="alert" className={seenAt === null ? 'call' : ''} />
      <div>
        <h2>{name}</h2>
        <p>{words.tasks[code]}</p>
        <p className="caption break">
          {kioskName(subject)}. {words.since} {formatWhenExactly(raisedAt, now, shell)}
          {times > 1 && `, ${words.times(formatCount(times))}`}.
          {seenAt !== null && ` ${words.seen(seenBy ?? '', formatWhenExactly(seenAt, now, shell))}.`}
        </p>
        <FieldError error={wrong} />
      </div>
      {mayTend && seenAt === null && (
        <button type="button" className="button" aria-label={words.seeOf(name)} onClick={() => void see()}>
          {words.see}
        </button>
      )}
    </li>
  );
};

const Page = ({ view, address }: { readonly view: View; readonly address: string }) => {
  const { alarms: words, shell } = useWords();
  const { at, open, resolved } = view;
  return (
    <AdminFrame
      view="alarms"
      title={words.headline(open.length)}
      lead={words.lead}
      railName={words.resolved}
      rail={
        <section>
          <h2>{words.resolved}</h2>
          {resolved.length === 0 ? (
            <p>{words.noResolved}</p>
          ) : (
            <ul className="entries">
              {resolved.slice(0, 20).map((alarm) => (
                <li key={alarm.id}>
                  {words.names[alarm.code] ?? words.other}
                  <span className="caption under break">
                    {kioskName(alarm.subject)}. {words.until}{' '}
                    {alarm.resolvedAt === null ? '' : formatWhenExactly(alarm.resolvedAt, at, shell)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      }
    >
      {open.length > 0 && (
        <section aria-label={words.open}>
          <ul className="alarm-list">
            {open.map((alarm) => (
              <OpenAlarm key={alarm.id} alarm={alarm} now={at} address={address} />
            ))}
          </ul>
        </section>
      )}
    </AdminFrame>
  );
};

/** Everything that raised an alarm, with what to do about it and who has seen it. */
export const AlarmsView = () => {
  const resource = useResource('GET /api/alarms');
  return <Loading of={resource}>{(view) => <Page view={view} address={resource.address} />}</Loading>;
};
