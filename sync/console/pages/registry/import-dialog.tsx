import { useState } from 'react';
import type { RegistryChange, RegistryPreview, RegistryView } from '../../../centre/api/registry.ts';
import { formatDay } from '../../format/dates.ts';
import { FieldError, TextField } from '../../parts/field.tsx';
import { FilePicker, withType } from '../../parts/file-picker.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { registryProblem } from './registry-problem.ts';
import { nameIn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** A department in one line: its place, its name and how long it holds. */
const lineOf = (
  term: { readonly order: number; readonly name: string; readonly to?: string | null } | undefined,
  until: (day: string) => string,
): string => (term ? `${term.order}. ${term.name}${term.to ? ` (${until(formatDay(term.to))})` : ''}` : '–');

const thenOf = (change: RegistryChange): Parameters<typeof lineOf>[0] => {
  if (change.do === 'put') return change.terms.at(-1);
  return change.do === 'correct' || change.do === 'begin' ? change : undefined;
};

/** Shows what a file would change, department by department, beside what stands; it only ever becomes a draft. */
export const ImportDialog = ({
  view,
  desk,
  onLater,
}: {
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly onLater: () => void;
}) => {
  const { server } = useConsole();
  const { registry: words } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [from, setFrom] = useState('');
  const [preview, setPreview] = useState<RegistryPreview | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const now = new Map(view.departments.map((department) => [department.id, department]));

  const look = async (picked: File, day: string): Promise<void> => {
    setFile(picked);
    setPreview(null);
    setWrong(null);
    const answer = await server.ask('POST /api/registry/csv/preview', {
      body: withType(picked),
      query: day === '' ? {} : { from: day },
    });
    if (answer.ok) setPreview(answer.value);
    else setWrong(registryProblem(answer, words, nameIn(view)));
  };
  const take = async (): Promise<void> => {
    if (!preview) return;
    const problem = await desk.propose(preview.changes);
    if (problem === null) onLater();
    else setWrong(problem);
  };
  const count = preview?.changes.length ?? 0;
  return (
    <FormDialog
      isWide
      title={words.importTitle}
      intro={words.importText}
      confirm={count > 0 ? words.take(count) : null}
      onLater={onLater}
      onSubmit={take}
    >
      <TextField
        type="date"
        className="short-input"
        label={words.fromOptional}
        value={from}
        onChange={({ target }) => {
          setFrom(target.value);
          if (file) void look(file, target.value);
        }}
      />
      <p className="field">
        <FilePicker
          label={words.choose}
          accept=".csv,text/csv"
          onPick={(picked) => void look(picked, from)}
        />
      </p>
      <FieldError error={wrong} />
      {preview && count === 0 && <p className="spaced">{words.nothing}</p>}
      {preview && count > 0 && (
        <>
          <h3>{words.fileChanges(count, file?.name ?? '')}</h3>
          <table className="table preview">
            <thead>
              <tr>
                <th scope="col">{words.isNow}</th>
                <th scope="col">{words.isThen}</th>
              </tr>
            </thead>
            <tbody>
              {preview.changes.map((change) =>
                'id' in change ? (
                  <tr key={change.id}>
                    <td className="soft">{lineOf(now.get(change.id)?.terms.at(-1), words.until)}</td>
                    <th scope="row">{lineOf(thenOf(change), words.until)}</th>
                  </tr>
                ) : null,
              )}
            </tbody>
          </table>
        </>
      )}
    </FormDialog>
  );
};
