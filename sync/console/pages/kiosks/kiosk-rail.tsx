import { useState } from 'react';
import type { KioskView } from '../../../centre/api/kiosk.ts';
import { dayAt } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenSpoken } from '../../format/when.ts';
import { FieldError, TextArea } from '../../parts/field.tsx';
import { FilePicker } from '../../parts/file-picker.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useConsole, useMay, useWords } from '../../state/console.ts';
import { KioskOrders } from './kiosk-orders.tsx';
import { brokenButtons, offsetWords } from './line-words.ts';
import { VoidDialog } from './void-dialog.tsx';

const RetireDialog = ({
  view,
  onLater,
  onDone,
}: {
  readonly view: KioskView;
  readonly onLater: () => void;
  readonly onDone: () => void;
}) => {
  const { server } = useConsole();
  const { one: words } = useWords().kiosks;
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const { id, retiredAt } = view.line;
  const isBack = retiredAt !== null;
  const name = kioskName(id);
  const confirm = async (): Promise<void> => {
    if (reason.trim() === '') return setWrong(words.retireMissing);
    const answer = await server.ask('PUT /api/kiosks/:id/retired', {
      params: { id },
      body: { retired: !isBack, reason: reason.trim() },
    });
    if (answer.ok) onDone();
    else setWrong(words.failed);
  };
  return (
    <FormDialog
      title={isBack ? words.putBackConfirm(name) : words.retireConfirm(name)}
      intro={isBack ? words.putBackText : words.retireText}
      confirm={isBack ? words.putBackConfirm(name) : words.retireConfirm(name)}
      onLater={onLater}
      onSubmit={confirm}
    >
      <TextArea label={words.retireReason} value={reason} onChange={setReason} error={wrong} isFirst />
    </FormDialog>
  );
};

/** What to do at the counter, in order; the way in for a ledger that came on a stick; what the kiosk last told. */
export const KioskRail = ({ view, address }: { readonly view: KioskView; readonly address: string }) => {
  const { server, resources } = useConsole();
  const { kiosks, shell } = useWords();
  const { one: words } = kiosks;
  const mayTend = useMay('tend');
  const mayVoid = useMay('administer');
  const [isRetiring, setIsRetiring] = useState(false);
  const [isVoiding, setIsVoiding] = useState(false);
  const [imported, setImported] = useState<{ readonly ok: boolean; readonly text: string } | null>(null);
  const { line, told, technician } = view;
  // What is far away cannot be catching up: its backlog is no task of its own.
  const isFar = line.reasons.includes('silent');
  const steps = line.reasons
    .filter((reason) => !(isFar && reason === 'backlog'))
    .flatMap((reason) => words.steps[reason] ?? []);
  const needsCall = line.group === 'person' && technician !== null;

  const take = async (file: File): Promise<void> => {
    const body = new File([file], file.name, { type: 'application/octet-stream' });
    const answer = await server.ask('POST /api/kiosks/import', { body });
    setImported(
      answer.ok
        ? {
            ok: true,
            text: words.imported(
              formatCount(answer.value.entries - answer.value.known),
              formatCount(answer.value.known),
            ),
          }
        : { ok: false, text: words.importFailed },
    );
    if (answer.ok) void resources.load(address);
  };
  const broken = brokenButtons(line);
  const facts: readonly (readonly [string, string])[] = [
    [words.facts.pending, told.pending === null ? '?' : formatCount(told.pending)],
    [words.facts.clock, offsetWords(told.clockOffsetMs, kiosks)],
    [
      words.facts.screen,
      told.screen === null ? '?' : line.screen === 'frozen' ? kiosks.frozen : words.paints,
    ],
    [words.facts.panel, broken === '' ? (words.panels[told.panel ?? ''] ?? '?') : kiosks.broken(broken)],
    [words.facts.disk, told.diskFreePercent === null ? '?' : words.diskFree(told.diskFreePercent)],
    [words.facts.version, told.version ?? '?'],
  ];
  return (
    <aside className="rail" aria-label={words.todo}>
      <section>
        <h2>{words.todo}</h2>
        {steps.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <ol className="steps">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        <div className="stack">
          {needsCall && (
            <a className="button primary wide" href={`tel:${technician.phone.replace(/[^\d+]/g, '')}`}>
              <Icon name="phone" />
              {kiosks.callTechnician(technician.who, technician.phone)}
            </a>
          )}
          {mayTend && (
            <FilePicker
              className="button wide tall-line"
              icon="usb"
              label={words.fromUsb}
              accept=""
              onPick={(file) => void take(file)}
            />
          )}
          {imported?.ok && <p role="status">{imported.text}</p>}
          <FieldError error={imported && !imported.ok ? imported.text : null} />
        </div>
      </section>
      {mayTend && <KioskOrders view={view} address={address} />}
      <section>
        <h2>{told.at === null ? words.toldNever : words.told(formatWhenSpoken(told.at, view.at, shell))}</h2>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {mayTend && (
        <section>
          <div className="task-list">
            <button type="button" className="button" onClick={() => setIsRetiring(true)}>
              {line.retiredAt === null ? words.retire : words.putBack}
            </button>
            {mayVoid && (
              <button type="button" className="button" onClick={() => setIsVoiding(true)}>
                {words.void}
              </button>
            )}
          </div>
        </section>
      )}
      {isVoiding && (
        <VoidDialog
          kiosk={line.id}
          today={dayAt(view.at)}
          onLater={() => setIsVoiding(false)}
          onDone={() => void resources.load(address)}
        />
      )}
      {isRetiring && (
        <RetireDialog
          view={view}
          onLater={() => setIsRetiring(false)}
          onDone={() => {
            setIsRetiring(false);
            void resources.load(address);
          }}
        />
      )}
    </aside>
  );
};
