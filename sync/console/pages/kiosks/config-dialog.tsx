import { useState } from 'react';
import type { KioskView } from '../../../centre/api/kiosk.ts';
import { kioskName } from '../../format/phrases.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { FieldError, TextField } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';
import { type Place, PlaceFields, placeProblem } from './place-fields.tsx';

const languages = ['vi', 'km', 'en'] as const;
type Language = (typeof languages)[number];
type Wrong = 'department' | 'label' | 'languages' | 'interval' | 'failed';

const secondsOf = (text: string): number | null => {
  const seconds = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && seconds >= 0 && seconds <= 600 ? seconds : null;
};

/** Where a kiosk stands and how its screen is to be; signed by the centre, taken by the kiosk whole or not at all. */
export const ConfigDialog = ({
  view,
  onLater,
  onDone,
}: {
  readonly view: KioskView;
  readonly onLater: () => void;
  readonly onDone: () => void;
}) => {
  const { server } = useConsole();
  const { fleet: words } = useWords();
  const registry = useResource('GET /api/registry').value;
  const { line, config } = view;
  const [place, setPlace] = useState<Place>({
    department: config?.department ?? line.departmentId ?? '',
    counter: config?.counter ?? line.counter ?? '',
    label: config?.label ?? (line.counter === null ? '' : kioskName(line.counter)),
  });
  const [spoken, setSpoken] = useState<readonly Language[]>(config?.languages ?? languages);
  const [interval, setInterval] = useState(
    String((config?.responseIntervalMs ?? 5_000) / 1_000).replace('.', ','),
  );
  const [followsHours, setFollowsHours] = useState(config?.followsHours ?? false);
  const [wrong, setWrong] = useState<Wrong | null>(null);

  const submit = async (): Promise<void> => {
    const seconds = secondsOf(interval);
    const flaw =
      placeProblem(place) ??
      (spoken.length === 0 ? 'languages' : null) ??
      (seconds === null ? 'interval' : null);
    if (flaw !== null || seconds === null) return setWrong(flaw);
    const answer = await server.ask('PUT /api/kiosks/:id/config', {
      params: { id: line.id },
      body: {
        ...place,
        label: place.label.trim(),
        languages: languages.filter((language) => spoken.includes(language)),
        responseIntervalMs: Math.round(seconds * 1_000),
        followsHours,
      },
    });
    if (answer.ok) onDone();
    else setWrong(answer.problem.code === 'kiosk/unknown-department' ? 'department' : 'failed');
  };
  return (
    <FormDialog
      title={words.configTitle(kioskName(line.id))}
      intro={words.configText}
      confirm={words.configConfirm(kioskName(line.id))}
      onLater={onLater}
      onSubmit={submit}
    >
      {registry && (
        <PlaceFields
          registry={registry}
          place={place}
          onChange={setPlace}
          wrong={wrong === 'department' || wrong === 'label' ? wrong : null}
        />
      )}
      <fieldset className="field">
        <legend className="field-label">{words.languages}</legend>
        {languages.map((language) => (
          <CheckField
            key={language}
            label={words.languageNames[language]}
            isOn={spoken.includes(language)}
            onChange={(isOn) =>
              setSpoken(isOn ? [...spoken, language] : spoken.filter((each) => each !== language))
            }
          />
        ))}
        <FieldError error={wrong === 'languages' ? words.languagesMissing : null} />
      </fieldset>
      <TextField
        className="short-input"
        inputMode="decimal"
        label={words.interval}
        hint={words.intervalHint}
        value={interval}
        error={wrong === 'interval' ? words.intervalWrong : null}
        onChange={({ target }) => setInterval(target.value)}
      />
      <CheckField label={words.followsHours} isOn={followsHours} onChange={setFollowsHours} />
      <FieldError error={wrong === 'failed' ? words.failed : null} />
    </FormDialog>
  );
};
