import { useState } from 'react';
import type { SettingKey, SettingsView } from '../../../centre/api/setting.ts';
import { FieldError, SelectField, TextArea, TextField } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useConsole } from '../../state/console.ts';
import { settingGroups } from './centre-settings.ts';
import type { FieldSpec, Parsed, SettingContext, Texts } from './setting-group.ts';

const Field = ({
  spec,
  value,
  error,
  onChange,
}: {
  readonly spec: FieldSpec;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}) => {
  const { label, kind, hint, options = [] } = spec;
  const parts = { label, value, error, ...(hint === undefined ? {} : { hint }) };
  if (kind === 'choice')
    return <SelectField label={label} value={value} options={options} onChange={onChange} />;
  if (kind === 'lines') return <TextArea {...parts} onChange={onChange} />;
  return (
    <TextField
      {...parts}
      type={kind === 'time' ? 'time' : 'text'}
      inputMode={kind === 'number' ? 'numeric' : 'text'}
      className={kind === 'line' ? '' : 'short-input num'}
      autoComplete="off"
      onChange={({ target }) => onChange(target.value)}
    />
  );
};

/** The fields of one setting of the table; typed per key, so that a value never lands under another one. */
const formOf = <K extends SettingKey>(key: K, view: SettingsView, context: SettingContext) => {
  const group = settingGroups[key];
  return {
    isPaired: group.isPaired === true,
    fields: group.fields(context),
    texts: group.read(view.now[key], context),
    parse: (texts: Texts): Parsed<unknown> => group.parse(texts, context),
  };
};

/** Changes one setting from a day on. */
export const SettingDialog = ({
  settingKey,
  view,
  context,
  onLater,
  onSaved,
}: {
  readonly settingKey: SettingKey;
  readonly view: SettingsView;
  readonly context: SettingContext;
  readonly onLater: () => void;
  readonly onSaved: (view: SettingsView) => void;
}) => {
  const { server } = useConsole();
  const { words } = context;
  const [form] = useState(() => formOf(settingKey, view, context));
  const [texts, setTexts] = useState<Texts>(form.texts);
  const [from, setFrom] = useState(view.today);
  const [wrong, setWrong] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const submit = async (): Promise<void> => {
    const parsed = form.parse(texts);
    if (!parsed.ok) return setWrong({ field: parsed.field, text: parsed.problem });
    const answer = await server.ask('PUT /api/settings/:key', {
      params: { key: settingKey },
      // The group of this key has just made it.
      body: { value: parsed.value as SettingsView['now'][typeof settingKey], from },
    });
    if (answer.ok) return onSaved(answer.value);
    const [field = ''] = (answer.problem.field ?? '').split('.');
    const spec = form.fields.find(({ name }) => name === field);
    setWrong(
      answer.status === 422
        ? { field: spec?.name ?? '', text: spec ? words.wrong(spec.label) : words.wrongSome }
        : { field: '', text: words.failed },
    );
  };
  const problemOf = (field: string): string | null => (wrong?.field === field ? wrong.text : null);
  return (
    <FormDialog
      isWide={form.isPaired}
      title={words.groups[settingKey]}
      intro={words.texts[settingKey]}
      confirm={words.save}
      onLater={onLater}
      onSubmit={submit}
    >
      <div className={form.isPaired ? 'pairs' : ''}>
        {form.fields.map((spec) => (
          <Field
            key={spec.name}
            spec={spec}
            value={texts[spec.name] ?? ''}
            error={problemOf(spec.name)}
            onChange={(value) => setTexts((now) => ({ ...now, [spec.name]: value }))}
          />
        ))}
      </div>
      <TextField
        type="date"
        className="short-input"
        label={words.from}
        hint={words.fromHint}
        value={from}
        onChange={({ target }) => setFrom(target.value === '' ? view.today : target.value)}
      />
      <FieldError error={problemOf('')} />
    </FormDialog>
  );
};

/** The last day of the periods, from one period on. */
export const CutOffDialog = ({
  view,
  context,
  onLater,
  onSaved,
}: {
  readonly view: SettingsView;
  readonly context: SettingContext;
  readonly onLater: () => void;
  readonly onSaved: (view: SettingsView) => void;
}) => {
  const { server } = useConsole();
  const { words } = context;
  const [day, setDay] = useState('');
  const [from, setFrom] = useState(view.today.slice(0, 7));
  const [wrong, setWrong] = useState<{ readonly field: 'day' | 'from'; readonly text: string } | null>(null);
  const submit = async (): Promise<void> => {
    const of = /^\d{1,2}$/.test(day.trim()) ? Number(day) : 0;
    if (of < 1 || of > 28) return setWrong({ field: 'day', text: words.cutOffWrong });
    if (!/^\d{4}-\d{2}$/.test(from)) return setWrong({ field: 'from', text: words.monthWrong });
    const answer = await server.ask('PUT /api/cut-off', { body: { from, day: of } });
    if (answer.ok) return onSaved(answer.value);
    const isClosed = answer.problem.code === 'setting/period-closed';
    setWrong({ field: 'from', text: isClosed ? words.closedPeriod : words.failed });
  };
  return (
    <FormDialog
      title={words.groups.cutOff}
      intro={words.texts.cutOff}
      confirm={words.save}
      onLater={onLater}
      onSubmit={submit}
    >
      <TextField
        label={words.cutOffDay}
        className="short-input num"
        inputMode="numeric"
        autoComplete="off"
        value={day}
        error={wrong?.field === 'day' ? wrong.text : null}
        onChange={({ target }) => setDay(target.value)}
      />
      <TextField
        type="month"
        label={words.cutOffFrom}
        className="short-input"
        value={from}
        error={wrong?.field === 'from' ? wrong.text : null}
        onChange={({ target }) => setFrom(target.value)}
      />
    </FormDialog>
  );
};
