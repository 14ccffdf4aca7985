import { useState } from 'react';
import type { InvitationLink, PersonView } from '../../../centre/api/person.ts';
import { roles } from '../../../centre/api/role.ts';
import { formatWhenExactly } from '../../format/when.ts';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useMe, useResource, useWords } from '../../state/console.ts';
import { AdminFrame } from './admin-frame.tsx';
import { EditDialog, InviteDialog, LinkDialog } from './person-dialogs.tsx';

type Open =
  | { readonly what: 'invite' }
  | { readonly what: 'edit'; readonly person: PersonView }
  | { readonly what: 'link'; readonly link: InvitationLink }
  | null;

const Row = ({
  person,
  isMe,
  now,
  onEdit,
}: {
  readonly person: PersonView;
  readonly isMe: boolean;
  readonly now: number;
  readonly onEdit: () => void;
}) => {
  const { admin, shell } = useWords();
  const { people: words } = admin;
  const isIn = person.state === 'active' || person.state === 'invited';
  const notes = [
    person.name,
    ...(isMe ? [words.you] : []),
    ...(person.readsComments ? [words.reads] : []),
    ...(person.hasTotp ? [words.totp] : []),
  ];
  return (
    <tr className={isIn ? '' : 'zero'}>
      <th scope="row">
        <b>{person.fullName}</b>
        <span className="caption under">{notes.join(', ')}</span>
      </th>
      <td className="wide-cell">{shell.roles[person.role]}</td>
      <td className={person.state === 'locked' ? 'strong' : ''}>
        <span className="phone-only">{shell.roles[person.role]}</span>
        {words.states[person.state]}
      </td>
      <td className="num wide-cell">
        {person.lastSignInAt === null ? words.never : formatWhenExactly(person.lastSignInAt, now, shell)}
      </td>
      <td className="right act">
        <button type="button" className="link" aria-label={words.editOf(person.fullName)} onClick={onEdit}>
          {words.edit}
        </button>
      </td>
    </tr>
  );
};

const Page = ({ people, address }: { readonly people: readonly PersonView[]; readonly address: string }) => {
  const { resources } = useConsole();
  const { admin, shell } = useWords();
  const { people: words } = admin;
  const me = useMe();
  const settings = useResource('GET /api/settings');
  const [open, setOpen] = useState<Open>(null);
  const now = Date.now();
  const active = people.filter(({ state }) => state === 'active' || state === 'locked');
  const readers = active.filter(({ readsComments }) => readsComments);
  const without = active.filter(({ hasTotp }) => !hasTotp);
  const later = (): void => setOpen(null);
  const changed = (): void => void resources.load(address);
  const linked = (link: InvitationLink): void => {
    changed();
    setOpen({ what: 'link', link });
  };
  return (
    <AdminFrame
      view="people"
      title={words.headline(active.length)}
      lead={words.lead(settings.value?.now.access.accountIdleDays ?? 45)}
      railName={admin.views.people}
      rail={
        <>
          <section>
            <button type="button" className="button primary wide" onClick={() => setOpen({ what: 'invite' })}>
              {words.invite}
            </button>
          </section>
          <section>
            <h2>{words.rolesTitle}</h2>
            <dl className="role-list">
              {roles.map((role) => (
                <div key={role}>
                  <dt>{shell.roles[role]}</dt>
                  <dd>{words.roles[role]}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section>
            <h2>{words.readers(readers.length)}</h2>
            <p>{words.readersText}</p>
          </section>
          {without.length > 0 && (
            <section>
              <h2>{words.noTotp(without.length)}</h2>
              <p>{words.noTotpText}</p>
            </section>
          )}
        </>
      }
    >
      <table className="table roomy people">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col" className="wide-cell">
              {words.role}
            </th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="wide-cell">
              {words.last}
            </th>
            <th scope="col">
              <span className="unseen">{words.edit}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row
              key={person.id}
              person={person}
              isMe={person.id === me.person}
              now={now}
              onEdit={() => setOpen({ what: 'edit', person })}
            />
          ))}
        </tbody>
      </table>
      {open?.what === 'invite' && <InviteDialog onLater={later} onLink={linked} />}
      {open?.what === 'edit' && (
        <EditDialog person={open.person} onLater={later} onChanged={changed} onLink={linked} />
      )}
      {open?.what === 'link' && <LinkDialog link={open.link} onLater={later} />}
    </AdminFrame>
  );
};

/** Who can sign in, as what, and when they were last here. */
export const PeopleView = () => {
  const resource = useResource('GET /api/people');
  return (
    <Loading of={resource}>{({ people }) => <Page people={people} address={resource.address} />}</Loading>
  );
};
