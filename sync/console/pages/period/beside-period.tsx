import { useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../state/address.ts';
import { useMay, useResource, useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';
import { distributionOfSpan, spansOf } from './distribution.ts';
import { DepartmentsSection, KindsSection } from './distribution-charts.tsx';

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

const SpanCharts = ({
  span,
  before,
  nameOfBefore,
}: {
  readonly span: string;
  readonly before: string;
  readonly nameOfBefore: string;
}) => {
  const { period } = useWords();
  const isPhone = usePhone();
  const resource = useResource('GET /api/spans/:span', { params: { span } });
  // Most have none before: then there is nothing to compare with, and that is said.
  const earlier = useResource('GET /api/spans/:span', { params: { span: before } });
  const { value, failure } = resource;
  if (value === null)
    return failure ? <p className="caption">{period.beside.noSpan}</p> : <p className="loading" />;
  const spread = distributionOfSpan(value, earlier.value, nameOfBefore);
  return (
    <div className="spread">
      <KindsSection of={spread} isPhone={isPhone} heading="h4" />
      <DepartmentsSection of={spread} isPhone={isPhone} heading="h4" />
    </div>
  );
};

/** A quarter or a year: its documents, and on request what people said in it, beside the one before. */
const Span = ({
  span,
  before,
  isFirst,
}: {
  readonly span: string;
  readonly before: string;
  readonly isFirst: boolean;
}) => {
  const { period } = useWords();
  const { beside: words, history } = period;
  const [isOpen, setIsOpen] = useState(isFirst);
  const nameOf = (of: string): string => {
    const [year = '', quarter] = of.split('-Q');
    return quarter === undefined ? words.year(year) : words.quarter(Number(quarter), year);
  };
  const name = nameOf(span);
  return (
    <li>
      <div className="entry-head">
        <h3>{name}</h3>
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
      </div>
      <button type="button" className="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? words.hideSpread(name) : words.spread(name)}
      </button>
      {isOpen && <SpanCharts span={span} before={before} nameOfBefore={nameOf(before)} />}
    </li>
  );
};

/** What stands beside a month: its quarter and its year, and its text for the province's channels. */
export const BesidePeriod = ({ label }: { readonly label: string }) => {
  const { period } = useWords();
  const { beside: words } = period;
  const mayReport = useMay('report');
  return (
    <>
      <section>
        <h2>{words.spans}</h2>
        <p className="lead">{words.spansText}</p>
        <ul className="entries">
          {spansOf(label).map(({ span, before }, place) => (
            <Span key={span} span={span} before={before} isFirst={place === 0} />
          ))}
        </ul>
      </section>
      {mayReport && <Summary label={label} />}
    </>
  );
};
