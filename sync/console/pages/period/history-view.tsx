import { formatMoment } from '../../format/dates.ts';
import { formatCount, formatFingerprint } from '../../format/numbers.ts';
import { Loading } from '../../parts/loading.tsx';
import { addressOf } from '../../state/address.ts';
import { useResource, useWords } from '../../state/console.ts';
import { BesidePeriod } from './beside-period.tsx';
import { atClosing } from './closed-rail.tsx';

/** Every revision with its person and fingerprint, and what was done with the period: newest first. */
export const HistoryView = ({ label }: { readonly label: string }) => {
  const { period, closing, shell } = useWords();
  const { history: words } = period;
  const resource = useResource('GET /api/periods/:label/history', { params: { label } });
  return (
    <Loading of={resource}>
      {({ revisions, events }) => (
        <div className="review">
          <section>
            <h2>{words.revisions}</h2>
            {revisions.length === 0 ? (
              <>
                <p>{words.none}</p>
                <p className="lead">{words.noneText}</p>
              </>
            ) : (
              <ul className="entries">
                {revisions.map((revision) => (
                  <li key={revision.revision}>
                    <p className="entry-head">
                      <b>
                        {words.revision} {revision.revision}: {period.total(formatCount(revision.total))}
                      </b>
                      <span className="num soft">{formatMoment(revision.closedAt)}</span>
                    </p>
                    <p className="caption">
                      {closing.by}: {revision.person}. {closing.fingerprint}:{' '}
                      <span className="num">{formatFingerprint(revision.fingerprint)}</span>. {closing.when}:{' '}
                      {atClosing(revision, closing, shell.and)}.
                      {revision.reason && ` ${closing.why}: ${revision.reason}`}
                    </p>
                    <p className="caption">
                      {(['docx', 'pdf', 'xlsx', 'csv'] as const).map((format) => (
                        <a
                          key={format}
                          className="file-link"
                          download=""
                          aria-label={`${words.files} ${format.toUpperCase()}, ${words.revision} ${revision.revision}`}
                          href={addressOf('GET /api/periods/:label/files/:format', {
                            params: { label, format },
                            query: { revision: revision.revision },
                          })}
                        >
                          {format.toUpperCase()}
                        </a>
                      ))}
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section>
            <h2>{words.events}</h2>
            {events.length === 0 ? (
              <p className="lead">{words.noEvents}</p>
            ) : (
              <ul className="entries">
                {events.map(({ at, person, action, detail }) => (
                  <li key={`${at} ${action} ${detail}`}>
                    <p className="entry-head">
                      <span>
                        {words.actions[action] ?? action}
                        {detail && <span className="soft">: {detail}</span>}
                      </span>
                      <span className="num soft">
                        {formatMoment(at)}, {person}
                      </span>
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <BesidePeriod label={label} />
        </div>
      )}
    </Loading>
  );
};
