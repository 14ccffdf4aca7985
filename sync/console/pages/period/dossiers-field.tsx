import { useId, useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { formatCount, parseCount } from '../../format/numbers.ts';
import { FieldError } from '../../parts/field.tsx';
import { useConsole, useMay, useWords } from '../../state/console.ts';
import { DossiersImport } from './dossiers-import.tsx';

const textOf = (total: number | null): string => (total === null ? '' : formatCount(total));

/** The dossiers resolved in the period: typed in, or from a file by department. Blank leaves its clause out of the sentence. */
export const DossiersField = ({
  period,
  address,
}: {
  readonly period: PeriodView;
  readonly address: string;
}) => {
  const { server, resources } = useConsole();
  const { period: words } = useWords();
  const mayReport = useMay('report');
  const id = useId();
  const { label } = period.report.period;
  const { total, source } = period.dossiers;
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isImporting, setIsImporting] = useState(false);

  const save = async (): Promise<void> => {
    if (typed === null) return;
    const parsed = parseCount(typed);
    if (!parsed.ok) return setWrong(words.dossiersWrong);
    setWrong(null);
    if (parsed.value !== total) {
      const answer = await server.ask('PUT /api/periods/:label/dossiers', {
        params: { label },
        body: { total: parsed.value },
      });
      if (!answer.ok) return setWrong(words.dossiersFailed);
      await resources.load(address);
    }
    setTyped(null);
  };

  return (
    <div className="dossiers">
      <div className="dossiers-row">
        <div>
          <label htmlFor={id}>{words.dossiers}</label>
          {mayReport ? (
            <button type="button" className="link" onClick={() => setIsImporting(true)}>
              {words.fromFile}
            </button>
          ) : (
            source === 'imported' && <span className="caption">{words.dossiersImported}</span>
          )}
        </div>
        <input
          id={id}
          className="input num"
          inputMode="numeric"
          autoComplete="off"
          readOnly={!mayReport}
          value={typed ?? textOf(total)}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-e` : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void save();
            if (event.key === 'Escape') {
              setTyped(null);
              setWrong(null);
            }
          }}
        />
      </div>
      <FieldError id={`${id}-e`} error={wrong} />
      {isImporting && (
        <DossiersImport label={label} address={address} onClose={() => setIsImporting(false)} />
      )}
    </div>
  );
};
