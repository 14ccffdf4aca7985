import { useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { formatDayShort } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useMay, useResource, useWords } from '../../state/console.ts';
import { ExcludedSums } from './excluded-sums.tsx';
import { NoticeSection } from './notice-section.tsx';

/** Every line that is not in the table, by kind, kiosk and day; no category and no hour, which would show who pressed. */
const ExcludedLines = ({ label, onClose }: { readonly label: string; readonly onClose: () => void }) => {
  const { period: words, shell } = useWords();
  const { value } = useResource('GET /api/periods/:label/excluded', { params: { label } });
  return (
    <Dialog
      title={words.excludedTitle}
      intro={words.excludedIntro}
      onLater={onClose}
      foot={
        <>
          <span className="sign" />
          <button type="button" className="button" data-first="" onClick={onClose}>
            {shell.close}
          </button>
        </>
      }
    >
      {/* Long lists scroll inside the dialog. */}
      <table className="table preview">
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.kiosk}</th>
            <th scope="col">{words.why}</th>
            <th scope="col" className="right">
              {words.count}
            </th>
          </tr>
        </thead>
        <tbody>
          {(value?.lines ?? []).map(({ kind, day, kiosk, department, count, reason, person }) => (
            <tr key={`${kind} ${day} ${kiosk} ${reason ?? ''} ${person ?? ''}`}>
              <td className="num">{formatDayShort(day)}</td>
              <td>
                <b>{kioskName(kiosk)}</b> {department}
              </td>
              <td>
                {words[kind]}
                {reason && `: “${reason}”`}
                {person && `, ${person}`}
              </td>
              <td className="num right">{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
};

/** Left out of a closed table and why; and what the departments are to be told. */
export const LeftOut = ({ period, label }: { readonly period: PeriodView; readonly label: string }) => {
  const { period: words } = useWords();
  const mayReport = useMay('report');
  const { value: review } = useResource('GET /api/periods/:label/look-back', { params: { label } });
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <section className="left-out">
        <ExcludedSums excluded={period.report.excluded} />
        {(review?.voids ?? []).map(({ kiosk, department, day, reason, person, on }) => (
          <p className="quote" key={`${kiosk} ${day} ${on} ${reason}`}>
            {words.voided(
              kioskName(kiosk),
              department,
              formatDayShort(day),
              reason,
              person,
              formatDayShort(on),
            )}
          </p>
        ))}
        {mayReport && (
          <p className="more">
            <button type="button" className="link" onClick={() => setIsOpen(true)}>
              {words.everyLine}
            </button>
          </p>
        )}
      </section>
      {review && <NoticeSection label={label} told={review.dissatisfied} />}
      {isOpen && <ExcludedLines label={label} onClose={() => setIsOpen(false)} />}
    </>
  );
};
