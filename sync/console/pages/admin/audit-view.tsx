import { useState } from 'react';
import type { AuditEntry, AuditView as View } from '../../../centre/api/audit.ts';
import { formatMoment } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { SelectField } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { addressOf } from '../../state/address.ts';
import { useResource, useWords } from '../../state/console.ts';
import { AdminFrame } from './admin-frame.tsx';

interface Filter {
  readonly person: string;
  readonly action: string;
  readonly before: number | null;
}

/** What an entry is about, as it is read: a setting by its name, a period as a month, a hash by its beginning. */
const aboutOf = (
  { action, subject }: AuditEntry,
  groups: Readonly<Record<string, string>>,
): string | null => {
  if (subject === null) return null;
  if (action === 'setting/changed') return groups[subject] ?? subject;
  if (/^\d{4}-\d{2}$/.test(subject)) return `${subject.slice(5)}/${subject.slice(0, 4)}`;
  return /^[0-9a-f]{64}$/.test(subject) ? subject.slice(0, 8) : subject;
};

const Row = ({
  entry,
  nameOf,
}: {
  readonly entry: AuditEntry;
  readonly nameOf: (person: string) => string;
}) => {
  const { admin, settings } = useWords();
  const { audit: words } = admin;
  const { seq, at, person, from, action } = entry;
  const about = aboutOf(entry, settings.groups);
  return (
    <tr>
      <td className="num right quiet wide-cell">{formatCount(seq)}</td>
      <td className="num nowrap">{formatMoment(at)}</td>
      <td>
        {nameOf(person)}
        {from && <span className="caption under num">{words.fromWhere(from)}</span>}
      </td>
      <th scope="row">
        {words.actions[action] ?? words.other}
        {about && <span className="caption under break">{about}</span>}
      </th>
    </tr>
  );
};

const Page = ({
  view,
  filter,
  onFilter,
}: {
  readonly view: View;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}) => {
  const { admin } = useWords();
  const { audit: words } = admin;
  const people = useResource('GET /api/people').value?.people ?? [];
  const { entries, total, chain } = view;
  const names = new Map(people.map(({ name, fullName }) => [name, fullName]));
  const nameOf = (person: string): string => {
    if (person === 'system') return words.system;
    if (person.startsWith('token:')) return words.token(person.slice(6));
    return names.get(person) ?? person;
  };
  const oldest = entries.at(-1);
  const chainText = chain.isWhole
    ? words.whole(formatCount(chain.upTo))
    : words.broken(formatCount(chain.upTo));
  return (
    <AdminFrame
      view="audit"
      title={words.headline(formatCount(total))}
      lead={chain.isWhole ? chainText : <b className="call">{chainText}</b>}
      railName={words.filterTitle}
      rail={
        <>
          <section>
            <h2>{words.filterTitle}</h2>
            <div className="form">
              <SelectField
                label={words.kind}
                value={filter.action}
                onChange={(action) => onFilter({ ...filter, action, before: null })}
                options={[
                  { value: '', label: words.everything },
                  ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
                ]}
              />
              <SelectField
                label={words.person}
                value={filter.person}
                onChange={(person) => onFilter({ ...filter, person, before: null })}
                options={[
                  { value: '', label: words.everybody },
                  { value: 'system', label: words.system },
                  ...people.map(({ name, fullName }) => ({ value: name, label: fullName })),
                ]}
              />
            </div>
          </section>
          <section>
            <h2>{words.chainTitle}</h2>
            <p>{words.chainText}</p>
            <p className="more">
              <a className="button" href={addressOf('GET /api/audit/csv')} download="">
                <Icon name="download" />
                {words.csv}
              </a>
            </p>
          </section>
        </>
      }
    >
      {entries.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table className="table roomy audit">
          <thead>
            <tr>
              <th scope="col" className="right wide-cell">
                {words.number}
              </th>
              <th scope="col">{words.at}</th>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.what}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.seq} entry={entry} nameOf={nameOf} />
            ))}
          </tbody>
        </table>
      )}
      <div className="button-row pages">
        {oldest && oldest.seq > 1 && entries.length >= 100 && (
          <button
            type="button"
            className="button"
            onClick={() => onFilter({ ...filter, before: oldest.seq })}
          >
            {words.older}
          </button>
        )}
        {filter.before !== null && (
          <button type="button" className="button" onClick={() => onFilter({ ...filter, before: null })}>
            {words.newest}
          </button>
        )}
      </div>
    </AdminFrame>
  );
};

/** Who did what, newest first, with the chain checked for this very answer. */
export const AuditView = () => {
  const [filter, setFilter] = useState<Filter>({ person: '', action: '', before: null });
  const resource = useResource('GET /api/audit', {
    query: {
      ...(filter.person === '' ? {} : { person: filter.person }),
      ...(filter.action === '' ? {} : { action: filter.action }),
      ...(filter.before === null ? {} : { before: filter.before }),
    },
  });
  return (
    <Loading of={resource}>{(view) => <Page view={view} filter={filter} onFilter={setFilter} />}</Loading>
  );
};
