import { useState } from 'react';
import { monthOf, yearOf } from '../../format/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../state/address.ts';
import { useMay, useResource, useWords } from '../../state/console.ts';

const Summary = ({ label }: { readonly label: string }) => {
  const { period } = useWords();
  const { beside: words } = period;
  const { value } = useResource('GET /api/periods/:label/summary', { params: { label } });
  const [isCopied, setIsCopied] = useState(false);
  if (value === null) return null;
  const { text, smallCells } = value;
  return (
    <section>
      <h2>{words.summary}</h2>
      <p className="summary" lang="vi">
        {text}
      </p>
      {smallCells.length > 0 && <p className="caption">{words.smallCells}</p>}
      <p className="copy-line">
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
        >
          <Icon name={isCopied ? 'check' : 'copy'} />
          {isCopied ? period.copied : period.copyShort}
        </button>
      </p>
    </section>
  );
};

/** What stands beside a month: its quarter and its year as documents, and its text for the province's channels. */
export const BesidePeriod = ({ label }: { readonly label: string }) => {
  const { period } = useWords();
  const { beside: words, history } = period;
  const mayReport = useMay('report');
  const year = yearOf(label);
  const quarter = Math.ceil(monthOf(label) / 3);
  const spans = [
    { span: `${year}-Q${quarter}`, name: words.quarter(quarter, year) },
    { span: year, name: words.year(year) },
  ];
  return (
    <>
      <section>
        <h2>{words.spans}</h2>
        <p className="lead">{words.spansText}</p>
        <ul className="entries">
          {spans.map(({ span, name }) => (
            <li key={span}>
              <p className="entry-head">
                <b>{name}</b>
                <span>
                  {(['docx', 'pdf', 'xlsx', 'csv'] as const).map((format) => (
                    <a
                      key={format}
                      className="file-link"
                      download=""
                      aria-label={`${history.files} ${format.toUpperCase()}, ${name}`}
                      href={addressOf('GET /api/spans/:span/files/:format', { params: { span, format } })}
                    >
                      {format.toUpperCase()}
                    </a>
                  ))}
                </span>
              </p>
            </li>
          ))}
        </ul>
      </section>
      {mayReport && <Summary label={label} />}
    </>
  );
};
