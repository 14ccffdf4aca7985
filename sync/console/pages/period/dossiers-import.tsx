import { useState } from 'react';
import type { DossiersRead } from '../../../centre/api/period.ts';
import { formatCount } from '../../format/numbers.ts';
import { FieldError } from '../../parts/field.tsx';
import { FilePicker, withType } from '../../parts/file-picker.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { OfficialName } from '../../parts/phrases.tsx';
import { useConsole, useWords } from '../../state/console.ts';

/** Shows what a file would say, department by department, beside what stands; nothing is stored before the person saves it. */
export const DossiersImport = ({
  label,
  address,
  onClose,
}: {
  readonly label: string;
  readonly address: string;
  readonly onClose: () => void;
}) => {
  const { server, resources } = useConsole();
  const { period: words } = useWords();
  const [read, setRead] = useState<DossiersRead | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  const look = async (file: File): Promise<void> => {
    setRead(null);
    setWrong(null);
    const answer = await server.ask('POST /api/periods/:label/dossiers/read', {
      params: { label },
      body: withType(file),
    });
    if (answer.ok) setRead(answer.value);
    else setWrong(words.import.unreadable(answer.problem.line ?? null));
  };
  const save = async (): Promise<void> => {
    if (!read) return;
    const answer = await server.ask('PUT /api/periods/:label/dossiers', {
      params: { label },
      body: { byDepartment: read.byDepartment.map(({ id, resolved }) => ({ id, resolved })) },
    });
    if (!answer.ok) return setWrong(words.dossiersFailed);
    await resources.load(address);
    onClose();
  };

  return (
    <FormDialog
      isWide
      title={words.import.title}
      intro={words.import.intro}
      confirm={read && words.import.save(formatCount(read.total))}
      onLater={onClose}
      onSubmit={save}
    >
      <FilePicker
        label={words.import.choose}
        accept=".csv,.xlsx,text/csv"
        onPick={(file) => void look(file)}
      />
      <FieldError error={wrong} />
      {read && (
        <>
          <table className="table preview">
            <thead>
              <tr>
                <th scope="col">{words.byDepartment}</th>
                <th scope="col" className="right">
                  {words.import.before}
                </th>
                <th scope="col" className="right">
                  {words.import.after}
                </th>
              </tr>
            </thead>
            <tbody>
              {read.byDepartment.map(({ id, name, resolved, before }) => (
                <tr key={id} className={before === resolved ? '' : 'matters'}>
                  <th scope="row">
                    <OfficialName name={name} />
                  </th>
                  <td className="num right">{before === null ? '–' : formatCount(before)}</td>
                  <td className="num right">{formatCount(resolved)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {read.missing.length > 0 && (
            <p className="caption">{words.import.missing(read.missing.map(({ name }) => name).join(', '))}</p>
          )}
        </>
      )}
    </FormDialog>
  );
};
