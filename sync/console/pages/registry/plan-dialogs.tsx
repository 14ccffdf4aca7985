import { useState } from 'react';
import type { RegistryChange, RegistryPlan, RegistryView } from '../../../centre/api/registry.ts';
import { formatDay, formatMoment } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { FieldError } from '../../parts/field.tsx';
import { useConsole, useMe, useWords } from '../../state/console.ts';
import { changeWords } from './change-words.ts';
import { registryProblem } from './registry-problem.ts';
import { nameIn } from './standing.ts';
import type { Draft, DraftDesk } from './use-draft.ts';

/** Every change of a draft in words. */
const useSentences = (
  view: RegistryView,
  changes: readonly RegistryChange[],
): readonly { readonly key: string; readonly text: string }[] => {
  const { registry: words, shell } = useWords();
  const known = new Set(view.departments.map(({ id }) => id));
  const nameOf = nameIn(view, changes);
  return changes.map((change, place) => ({
    key: `${place} ${change.do}`,
    text: changeWords(change, nameOf, (id) => known.has(id), words, shell),
  }));
};

/** The lines of a draft, each of which can be dropped as long as no other one needs it. */
export const EditDialog = ({
  view,
  draft,
  desk,
  onLater,
}: {
  readonly view: RegistryView;
  readonly draft: Draft;
  readonly desk: DraftDesk;
  readonly onLater: () => void;
}) => {
  const { registry: words, shell } = useWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const { changes } = draft.preview;
  const sentences = useSentences(view, changes);
  const discard = (): void => {
    desk.discard();
    onLater();
  };
  const drop = async (place: number): Promise<void> => {
    const left = changes.filter((_, each) => each !== place);
    if (left.length === 0) return discard();
    setWrong((await desk.propose(left)) === null ? null : words.dropFails);
  };
  return (
    <Dialog
      title={words.editTitle}
      intro={words.editText}
      onLater={onLater}
      foot={
        <>
          <span className="sign">
            <button type="button" className="link" onClick={discard}>
              {words.discard}
            </button>
          </span>
          <button type="button" className="button" data-first="" onClick={onLater}>
            {shell.close}
          </button>
        </>
      }
    >
      <ol className="change-list">
        {sentences.map(({ key, text }, place) => (
          <li key={key}>
            <span>{text}.</span>
            <button
              type="button"
              className="button"
              aria-label={words.dropThis(text)}
              onClick={() => void drop(place)}
            >
              {words.drop}
            </button>
          </li>
        ))}
      </ol>
      <FieldError error={wrong} />
    </Dialog>
  );
};

/** The last look: what is applied, from when, by whom. */
export const ApplyDialog = ({
  view,
  draft,
  at,
  onLater,
  onDone,
  onConflict,
}: {
  readonly view: RegistryView;
  readonly draft: Draft;
  readonly at: number;
  readonly onLater: () => void;
  readonly onDone: (from: string | null) => void;
  readonly onConflict: () => void;
}) => {
  const { server } = useConsole();
  const { registry: words, shell } = useWords();
  const me = useMe();
  const [wrong, setWrong] = useState<string | null>(null);
  const { changes, mark, plan } = draft.preview;
  const sentences = useSentences(view, changes);
  const apply = async (): Promise<void> => {
    const answer = await server.ask('POST /api/registry/apply', { body: { changes, mark } });
    if (answer.ok) onDone(plan.from);
    else if (answer.problem.code === 'registry/changed') onConflict();
    else setWrong(registryProblem(answer, words, nameIn(view, changes)));
  };
  return (
    <Dialog
      title={plan.from === null ? words.applyTitleNow : words.applyTitle(formatDay(plan.from))}
      intro={words.applyText}
      onLater={onLater}
      foot={
        <>
          <span className="sign">
            {words.sign} <b>{me.fullName}</b>
            <br />
            <span className="num">{formatMoment(at)}</span>
          </span>
          <button type="button" className="button" data-first="" onClick={onLater}>
            {shell.later}
          </button>
          <button type="button" className="button primary" onClick={() => void apply()}>
            {words.applyConfirm(changes.length)}
          </button>
        </>
      }
    >
      <ol className="change-list">
        {sentences.map(({ key, text }) => (
          <li key={key}>
            <span>{text}.</span>
          </li>
        ))}
      </ol>
      <FieldError error={wrong} />
    </Dialog>
  );
};

/** The counters that belong to another department after the change, with the kiosks that stand there. */
export const MovedDialog = ({
  plan,
  nameOf,
  onLater,
}: {
  readonly plan: RegistryPlan;
  readonly nameOf: (id: string) => string;
  readonly onLater: () => void;
}) => {
  const { registry: words, shell } = useWords();
  const nameOrNone = (id: string | null): string => (id === null ? words.notBound : nameOf(id));
  return (
    <Dialog
      title={words.movedTitle(plan.movedCounters.length)}
      onLater={onLater}
      foot={
        <>
          <span className="sign" />
          <button type="button" className="button" data-first="" onClick={onLater}>
            {shell.close}
          </button>
        </>
      }
    >
      <table className="table preview">
        <thead>
          <tr>
            <th scope="col">{words.counterHead}</th>
            <th scope="col">{words.movedFrom}</th>
            <th scope="col">{words.movedTo}</th>
            <th scope="col">{words.kiosk}</th>
          </tr>
        </thead>
        <tbody>
          {plan.movedCounters.map(({ id, label, from, to, kiosks }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td className="soft">{nameOrNone(from)}</td>
              <td>{nameOrNone(to)}</td>
              <td>{kiosks.map(kioskName).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
};
