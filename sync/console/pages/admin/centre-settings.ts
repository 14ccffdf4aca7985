import type { SettingKey, SettingValues } from '../../../centre/api/setting.ts';
import { formatCount } from '../../format/numbers.ts';
import { holidaysSetting, hoursSetting } from './calendar-settings.ts';
import { reportSetting } from './report-setting.ts';
import { linesOf, readNumbers, type SettingContext, type SettingGroup, textOf } from './setting-group.ts';

type Contacts = SettingValues['contacts'];
type Alarms = SettingValues['alarms'];
type Access = SettingValues['access'];
type Backup = SettingValues['backup'];

const technician = { who: 'technicianWho', phone: 'technicianPhone' };
const whoOf = (id: string): string => `who ${id}`;
const phoneOf = (id: string): string => `phone ${id}`;

const contacts: SettingGroup<Contacts> = {
  isPaired: true,
  rows: ({ technician: on, departments }, { words }) => [
    [words.technician, on ? words.extension(on.who, on.phone) : words.blank],
    [words.groups.contacts, words.departmentsWith(departments.length)],
  ],
  fields: ({ words, departments }) => [
    { name: technician.who, label: words.technician, kind: 'line' },
    { name: technician.phone, label: words.technicianPhone, kind: 'line' },
    ...departments.flatMap(({ id, name }) => [
      { name: whoOf(id), label: words.contactWho(name), kind: 'line' as const },
      { name: phoneOf(id), label: words.contactPhone(name), kind: 'line' as const },
    ]),
  ],
  read: (value) => ({
    [technician.who]: value.technician?.who ?? '',
    [technician.phone]: value.technician?.phone ?? '',
    ...Object.fromEntries(
      value.departments.flatMap(({ id, who, phone }) => [
        [whoOf(id), who],
        [phoneOf(id), phone],
      ]),
    ),
  }),
  parse: (texts, { words, departments }) => {
    const whole = (who: string, phone: string): boolean => (who === '') === (phone === '');
    const on = { who: textOf(texts, technician.who), phone: textOf(texts, technician.phone) };
    if (!whole(on.who, on.phone))
      return { ok: false, field: technician.phone, problem: words.contactWrong(words.technician) };
    const found: (Contacts['departments'][number] & object)[] = [];
    for (const { id, name } of departments) {
      const who = textOf(texts, whoOf(id));
      const phone = textOf(texts, phoneOf(id));
      if (!whole(who, phone)) return { ok: false, field: phoneOf(id), problem: words.contactWrong(name) };
      if (who !== '') found.push({ id, who, phone });
    }
    return { ok: true, value: { technician: on.who === '' ? null : on, departments: found } };
  },
};

const alarmFields = ({ words }: SettingContext) =>
  (['silentMinutes', 'backlogEntries', 'clockSeconds', 'dissatisfiedPerDay'] as const).map((name) => ({
    name,
    label: words[name],
    kind: 'number' as const,
  }));
const alarms: SettingGroup<Alarms> = {
  rows: (value, context) => alarmFields(context).map(({ name, label }) => [label, formatCount(value[name])]),
  fields: alarmFields,
  read: (value) => Object.fromEntries(Object.entries(value).map(([name, count]) => [name, String(count)])),
  parse: (texts, context) => readNumbers(texts, alarmFields(context), context.words.numberWrong),
};

const retention: SettingGroup<SettingValues['retention']> = {
  rows: ({ commentDays }, { words }) => [[words.commentDays, formatCount(commentDays)]],
  fields: ({ words }) => [{ name: 'commentDays', label: words.commentDays, kind: 'number' }],
  read: ({ commentDays }) => ({ commentDays: String(commentDays) }),
  parse: (texts, { words }) =>
    readNumbers(texts, [{ name: 'commentDays', label: words.commentDays }], words.numberWrong),
};

const access: SettingGroup<Access> = {
  rows: ({ idleMinutes, accountIdleDays, insideNetworks }, { words }) => [
    [words.idleMinutes, formatCount(idleMinutes)],
    [words.accountIdleDays, formatCount(accountIdleDays)],
    [words.insideNetworks, insideNetworks.join(', ') || words.networksOf(0)],
  ],
  fields: ({ words }) => [
    { name: 'idleMinutes', label: words.idleMinutes, kind: 'number' },
    { name: 'accountIdleDays', label: words.accountIdleDays, kind: 'number' },
    { name: 'insideNetworks', label: words.insideNetworks, kind: 'lines', hint: words.networksHint },
  ],
  read: ({ idleMinutes, accountIdleDays, insideNetworks }) => ({
    idleMinutes: String(idleMinutes),
    accountIdleDays: String(accountIdleDays),
    insideNetworks: insideNetworks.join('\n'),
  }),
  parse: (texts, { words }) => {
    const fields = [
      { name: 'idleMinutes', label: words.idleMinutes },
      { name: 'accountIdleDays', label: words.accountIdleDays },
    ] as const;
    const numbers = readNumbers(texts, fields, words.numberWrong);
    if (!numbers.ok) return numbers;
    return { ok: true, value: { ...numbers.value, insideNetworks: linesOf(texts, 'insideNetworks') } };
  },
};

const backup: SettingGroup<Backup> = {
  rows: ({ folder, at, keep }, { words }) => [
    [words.folder, folder || words.noBackup],
    [words.at, at],
    [words.keep, formatCount(keep)],
  ],
  fields: ({ words }) => [
    { name: 'folder', label: words.folder, kind: 'line', hint: words.folderHint },
    { name: 'at', label: words.at, kind: 'time' },
    { name: 'keep', label: words.keep, kind: 'number' },
  ],
  read: ({ folder, at, keep }) => ({ folder, at, keep: String(keep) }),
  parse: (texts, { words }) => {
    const keep = readNumbers(texts, [{ name: 'keep', label: words.keep }], words.numberWrong);
    if (!keep.ok) return keep;
    return { ok: true, value: { folder: textOf(texts, 'folder'), at: textOf(texts, 'at'), ...keep.value } };
  },
};

const time: SettingGroup<SettingValues['time']> = {
  rows: ({ ntpServer }, { words }) => [[words.ntpServer, ntpServer || words.noNtp]],
  fields: ({ words }) => [{ name: 'ntpServer', label: words.ntpServer, kind: 'line', hint: words.ntpHint }],
  read: ({ ntpServer }) => ({ ntpServer }),
  parse: (texts) => ({ ok: true, value: { ntpServer: textOf(texts, 'ntpServer') } }),
};

/** Every setting of the contract; one that is missing here does not build. */
export const settingGroups: { readonly [K in SettingKey]: SettingGroup<SettingValues[K]> } = {
  report: reportSetting,
  hours: hoursSetting,
  holidays: holidaysSetting,
  contacts,
  alarms,
  retention,
  access,
  backup,
  time,
};
