import { useEffect, useRef } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { addDays, formatDayShort } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import { KioskSquares } from '../../parts/kiosk-squares.tsx';
import { KioskText } from '../../parts/kiosk-text.tsx';
import { useConsole, useMay, useWords } from '../../state/console.ts';
import { takeLanding } from '../../state/landing.ts';
import { hrefOf } from '../../state/route.ts';
import { ClosingDialog } from './closing-dialog.tsx';
import { completenessWords } from './completeness.ts';
import { DossiersField } from './dossiers-field.tsx';
import { Downloads, PhoneDownloads } from './downloads.tsx';
import { ExcludedSums } from './excluded-sums.tsx';
import { Sentence } from './sentence.tsx';

const Completeness = ({ period }: { readonly period: PeriodView }) => {
  const { period: words } = useWords();
  const { title, text, open } = completenessWords(period, words);
  const full = period.kiosks.filter(({ state }) => state === 'complete').length;
  return (
    <>
      <h2>
        <KioskText text={title} />
      </h2>
      <KioskSquares kiosks={period.kiosks} name={words.squares(full, period.kiosks.length)} />
      <p>
        <KioskText text={text} />{' '}
        {open.slice(0, 3).map(({ kiosk }) => (
          <a key={kiosk} className="keep" href={hrefOf({ page: 'kiosk', kiosk })}>
            {words.openKiosk(kioskName(kiosk))}
          </a>
        ))}
      </p>
    </>
  );
};

/** Is it complete, what will the report say, may I close? The one primary button stands at the end and says why when it waits. */
export const OpenRail = ({
  period,
  address,
  isClosing,
  onClosing,
}: {
  readonly period: PeriodView;
  readonly address: string;
  readonly isClosing: boolean;
  readonly onClosing: (isClosing: boolean) => void;
}) => {
  const { resources } = useConsole();
  const { period: words, closing } = useWords();
  const mayReport = useMay('report');
  const button = useRef<HTMLButtonElement>(null);
  const { label, to } = period.report.period;
  const whyNot = !mayReport
    ? words.whyNoRight
    : period.state === 'running' || period.state === 'to-come'
      ? words.whyNotEnded(formatDayShort(addDays(to, 1)))
      : null;

  // Whoever signs in while a period waits lands here to close it: one key opens the question.
  useEffect(() => {
    if (takeLanding()) button.current?.focus();
  }, []);

  return (
    <aside className="rail fixed period-rail" aria-label={words.railName}>
      <section className="rail-body" aria-label={words.checks}>
        <div className="step first-step">
          <span className="step-number" aria-hidden="true">
            1
          </span>
          <Completeness period={period} />
          <div className="wide-only">
            <ExcludedSums excluded={period.report.excluded} />
          </div>
        </div>
        <div className="step second-step">
          <span className="step-number" aria-hidden="true">
            2
          </span>
          <h2>{words.sentenceTitle}</h2>
          <DossiersField period={period} address={address} />
          <Sentence sentence={period.sentence} />
        </div>
      </section>
      <div className="rail-foot">
        {period.isWatching && <p className="caption">{closing.watching}</p>}
        <div className="foot-row">
          <button
            ref={button}
            type="button"
            className="button primary wide tall"
            disabled={whyNot !== null}
            aria-describedby={whyNot === null ? undefined : 'why-not'}
            onClick={() => onClosing(true)}
          >
            {words.close}
          </button>
          <PhoneDownloads label={label} />
        </div>
        {whyNot !== null && (
          <p className="caption" id="why-not">
            {whyNot}
          </p>
        )}
        <Downloads label={label} title={words.draft} />
      </div>
      {isClosing && (
        <ClosingDialog
          period={period}
          onLater={() => onClosing(false)}
          onFresh={(fresh) => {
            onClosing(false);
            if (fresh) resources.put(address, fresh);
            void resources.load(address);
          }}
        />
      )}
    </aside>
  );
};
