import type { SettingValues } from '../api/setting.ts';

const workday = [
  { from: '07:00', to: '11:00' },
  { from: '13:00', to: '17:00' },
] as const;

/** What holds until a centre says otherwise. Names, numbers and contacts are never invented. */
export const defaultSettings: SettingValues = {
  report: {},
  hours: { week: [workday, workday, workday, workday, workday, [], []] },
  holidays: { days: [] },
  contacts: { technician: null, departments: [] },
  alarms: { silentMinutes: 15, backlogEntries: 20, clockSeconds: 120, dissatisfiedPerDay: 3 },
  retention: { commentDays: 90 },
  access: {
    idleMinutes: 15,
    accountIdleDays: 45,
    insideNetworks: ['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  },
  backup: { folder: '', at: '18:30', keep: 14 },
  time: { ntpServer: '' },
};
