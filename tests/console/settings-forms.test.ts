import { expect, it } from 'vitest';
import { type SettingKey, type SettingValues, settingKeys } from '../../sync/centre/api/setting.ts';
import { defaultSettings } from '../../sync/centre/settings/default-settings.ts';
import { settingShapes } from '../../sync/centre/settings/setting-shapes.ts';
import { parseDay, parseHours } from '../../sync/console/pages/admin/calendar-settings.ts';
import { settingGroups } from '../../sync/console/pages/admin/centre-settings.ts';
import type { SettingContext, Texts } from '../../sync/console/pages/admin/setting-group.ts';
import { catalogue } from './support/catalogue.ts';

const context: SettingContext = {
  words: catalogue.vi.settings,
  shell: catalogue.vi.shell,
  departments: [
    { id: 'so-y-te', name: 'Sở Y tế' },
    { id: 'cong-an-tinh', name: 'Công an tỉnh' },
  ],
};

const filled: SettingValues = {
  report: {
    annexTitle: 'PHỤ LỤC II',
    parentBody: 'UBND tỉnh Sóc Trăng',
    issuingBody: 'Trung tâm Phục vụ hành chính công',
    place: 'Sóc Trăng',
    signer: { position: 'Giám đốc', name: 'Trần Văn Minh' },
    reportNumber: '12',
    reportSign: 'TTHC',
    csvSeparator: ';',
  },
  hours: { week: [[{ from: '07:30', to: '11:30' }], [], [], [], [], [], []] },
  holidays: { days: [{ from: '2021-02-10', to: '2021-02-16', name: 'Tết, và nghỉ bù' }] },
  contacts: {
    technician: { who: 'kỹ thuật viên trực', phone: '112' },
    departments: [{ id: 'cong-an-tinh', who: 'đầu mối đơn vị', phone: '206' }],
  },
  alarms: { silentMinutes: 30, backlogEntries: 50, clockSeconds: 60, dissatisfiedPerDay: 2 },
  retention: { commentDays: 365 },
  access: { idleMinutes: 20, accountIdleDays: 90, insideNetworks: ['10.0.0.0/8', 'fc00::/7'] },
  backup: { folder: '/mnt/sao-luu', at: '05:10', keep: 30 },
  time: { ntpServer: 'vn.pool.ntp.org' },
};

const throughTheForm = <K extends SettingKey>(key: K, value: SettingValues[K], change: Texts = {}) => {
  const group = settingGroups[key];
  return group.parse({ ...group.read(value, context), ...change }, context);
};

it.each(settingKeys)(
  'what stands in the fields of "%s" is the value again, and the centre takes it',
  (key) => {
    expect(throughTheForm(key, filled[key])).toEqual({ ok: true, value: filled[key] });
    const untouched = throughTheForm(key, defaultSettings[key]);
    expect(untouched.ok && settingShapes[key].safeParse(untouched.value).success).toBe(true);
  },
);

it('leaves out of the header what is blank', () => {
  expect(throughTheForm('report', {}, { issuingBody: '  ', signerName: '' })).toEqual({
    ok: true,
    value: { annexTitle: 'Phụ lục II', csvSeparator: ',' },
  });
});

it.each<readonly [SettingKey, Texts, string, string]>([
  ['hours', { day1: '13:00-11:00' }, 'day1', 'Thứ Ba: nhập giờ như 07:00-11:00, 13:00-17:00.'],
  [
    'holidays',
    { days: '10/02/2021, 16/02/2021, Tết\n31/02/2021, 01/03/2021, x' },
    'days',
    'Dòng 2 chưa đúng',
  ],
  ['contacts', { 'who so-y-te': 'Chị Hoa' }, 'phone so-y-te', 'Sở Y tế: cần cả người và số máy'],
  ['alarms', { silentMinutes: 'mười' }, 'silentMinutes', '“Phút im lặng”: chỉ nhập chữ số'],
  ['access', { idleMinutes: '' }, 'idleMinutes', 'chỉ nhập chữ số'],
  ['backup', { keep: '-1' }, 'keep', 'chỉ nhập chữ số'],
])('names the field of "%s" that is wrong', (key, change, field, problem) => {
  const parsed = throughTheForm(key, filled[key] as never, change);
  expect(parsed).toMatchObject({ ok: false, field });
  expect(!parsed.ok && parsed.problem).toContain(problem);
});

it('reads hours and days as people write them', () => {
  expect(parseHours('7:00 - 11:00; 13:00–17:00')).toEqual([
    { from: '07:00', to: '11:00' },
    { from: '13:00', to: '17:00' },
  ]);
  expect(parseHours('')).toEqual([]);
  for (const wrong of ['7-11', '07:00-25:00', '07:00-11:00, 10:00-12:00', '07:00-11:00-12:00'])
    expect(parseHours(wrong)).toBeNull();
  expect(parseDay('1/3/2025')).toBe('2025-03-01');
  expect(parseDay('2025-03-01')).toBe('2025-03-01');
  for (const wrong of ['29/02/2025', '2025-13-01', '01/03/25', '']) expect(parseDay(wrong)).toBeNull();
});
