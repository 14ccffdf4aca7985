import { useState } from 'react';
import type { EnrolmentMade } from '../../../centre/api/fleet.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenSpoken } from '../../format/when.ts';
import { FieldError, TextField } from '../../parts/field.tsx';
import { FormDialog, TellDialog } from '../../parts/form-dialog.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { SecretBox } from '../../parts/secret-box.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';
import { idFromName } from '../registry/standing.ts';
import { type Place, PlaceFields, placeProblem } from './place-fields.tsx';

type Wrong = 'department' | 'label' | 'kiosk' | 'failed';

/** The code and what is typed at the kiosk: shown this once. */
const Code = ({
  made,
  now,
  onLater,
}: {
  readonly made: EnrolmentMade;
  readonly now: string;
  readonly onLater: () => void;
}) => {
  const { fleet: words, shell } = useWords();
  const { enrolment, code } = made;
  const command = `npm run kiosk -- --data .data/kiosk --enrol ${code} --centre ${window.location.origin}`;
  return (
    <TellDialog
      title={words.codeTitle(kioskName(enrolment.kiosk))}
      intro={words.codeText(formatWhenSpoken(enrolment.expiresAt, now, shell))}
      onLater={onLater}
    >
      <div className="code-and-qr">
        <div>
          <p className="enrol-code num">{code}</p>
          <p className="caption">{words.codeQrText}</p>
        </div>
        <QrCode text={command} name={words.codeQr} />
      </div>
      <SecretBox label={words.codeCommand} secret={command} copy={words.copy} copied={words.copied} />
      {made.takesThePlace && <p className="field-hint">{words.codeReplaces(kioskName(enrolment.kiosk))}</p>}
    </TellDialog>
  );
};

/** A kiosk comes in: where it will stand, then the one-time code for the technician at the counter. */
export const AddKiosk = ({ now }: { readonly now: string }) => {
  const { server, resources } = useConsole();
  const { fleet: words } = useWords();
  const registry = useResource('GET /api/registry').value;
  const [step, setStep] = useState<'shut' | 'form' | EnrolmentMade>('shut');
  const [place, setPlace] = useState<Place>({ department: '', counter: '', label: '' });
  const [named, setNamed] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  // A kiosk is called by its counter until somebody says otherwise; a bare number begins with a letter.
  const byCounter = /^\d/.test(place.counter) ? `q${place.counter}` : place.counter;
  const kiosk = named ?? byCounter;

  const open = (): void => {
    setPlace({ department: '', counter: '', label: '' });
    setNamed(null);
    setWrong(null);
    setStep('form');
  };
  const submit = async (): Promise<void> => {
    const flaw = placeProblem(place) ?? (idFromName(kiosk) === '' ? 'kiosk' : null);
    if (flaw !== null) return setWrong(flaw);
    const answer = await server.ask('POST /api/enrolments', {
      body: { ...place, label: place.label.trim(), kiosk: idFromName(kiosk) },
    });
    if (!answer.ok)
      return setWrong(answer.problem.code === 'kiosk/unknown-department' ? 'department' : 'failed');
    setStep(answer.value);
    void resources.load('/api/kiosks');
    resources.refresh('/api/enrolments');
  };
  return (
    <>
      <button type="button" className="button wide tall-line" onClick={open}>
        {words.add}
      </button>
      {step === 'form' && registry && (
        <FormDialog
          title={words.addTitle}
          intro={words.addText}
          confirm={words.addConfirm}
          onLater={() => setStep('shut')}
          onSubmit={submit}
        >
          <PlaceFields
            registry={registry}
            place={place}
            onChange={setPlace}
            wrong={wrong === 'department' || wrong === 'label' ? wrong : null}
          />
          <TextField
            label={words.kioskId}
            hint={words.kioskIdHint}
            value={kiosk}
            autoComplete="off"
            spellCheck="false"
            error={wrong === 'kiosk' ? words.kioskIdMissing : null}
            onChange={({ target }) => setNamed(target.value)}
          />
          <FieldError error={wrong === 'failed' ? words.failed : null} />
        </FormDialog>
      )}
      {typeof step === 'object' && <Code made={step} now={now} onLater={() => setStep('shut')} />}
    </>
  );
};
