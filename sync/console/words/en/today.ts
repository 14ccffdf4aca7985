import type { TodayWords } from '../vi/today.ts';

const ratings = (n: string): string => `${n} ${n === '1' ? 'rating' : 'ratings'}`;

export const today: TodayWords = {
  none: 'There is no rating yet today.',
  noneClosed: 'The centre is closed today.',
  allContent: (n) => `${n} ratings today, all ${n} satisfied.`,
  oneContent: '1 rating today, satisfied.',
  noneDissatisfied: (n, comments) => `${ratings(n)} today, ${comments} with a comment, none dissatisfied.`,
  dissatisfied: (bad, all) => `${bad} of ${ratings(all)} today dissatisfied.`,
  dissatisfiedAt: (bad, all, here, name) =>
    bad === here
      ? `${bad} of ${ratings(all)} today dissatisfied, at ${name}.`
      : `${bad} of ${ratings(all)} today dissatisfied, ${here} at ${name}.`,
  until: (weekday, day, time) => `${weekday}, ${day}, up to ${time}.`,
  usual: (n) => `Usually there are about ${n} by this time.`,
  usualNone: 'Usually there is none by this time.',
  usualBad: (n) => `Usually about ${n} are dissatisfied by this time.`,
  usualBadNone: 'Usually none or 1 is dissatisfied by this time.',
  noUsual: 'Not enough days yet to know what is usual.',
  fine: (n) =>
    `${n} ${n === 1 ? 'kiosk runs' : 'kiosks run'} well. The first rating appears here as soon as somebody presses.`,
  periodTitle: (month, year, total, share) =>
    `Period ${month}/${year}: ${ratings(total)}${share === null ? '' : `, ${share} satisfied`}`,
  periodShort: (month, total, share) =>
    `Period of month ${month}: ${ratings(total)}${share === null ? '' : `, ${share} satisfied`}`,
  span: (from, to) => `from ${from} up to and including ${to}`,
  workingDay: (n) => `working day: about ${n}`,
  holiday: (name, to) => `${name}, closed up to and including ${to}`,
  byKind: 'Today, by category and by department',
  byDepartment: 'By department, today',
  place: 'No.',
  department: 'Department',
  left: 'dissatisfied',
  right: 'satisfied, comment',
  mark: 'usual by this time',
  today: 'Today',
  last: 'Last',
  thisPeriod: 'Period',
  silent: (n) => `none yet, usually ${n}`,
  silentShort: (n) => `usually ${n}`,
  never: 'none yet',
  unusualFirst: 'Unusual first',
  storedOrder: 'In the order of Phụ lục II',
  sortedNow: 'Unusual departments stand first.',
  storedNow: 'In the order of Phụ lục II.',
  toSee: 'Needs a person',
  nothing: 'Nothing needs a person.',
  known: 'Known',
  alone: (name, n, what) => `${name}: ${ratings(String(n))} ${what}. A single one is no alarm.`,
  catchingUp: (kiosk, n) => `${kiosk} is sending ${n} ${n === 1 ? 'entry' : 'entries'} again.`,
  clockFixed: (kiosk) => `The clock of ${kiosk} is off, corrected; the order is unchanged.`,
  endTitle: 'Today is the last working day of the period',
  endText: (month, to, next) =>
    `The period of month ${month} ends at 24:00 on ${to}; from ${next} it can be closed.`,
  endKiosks: (n) => `See the ${n} ${n === 1 ? 'kiosk' : 'kiosks'} with entries pending before you leave`,
  toClose: (month) => `The period of month ${month} has ended and is not closed`,
  toCloseText: (day) => `The period ended with ${day}.`,
  toCloseLink: 'See the printed page and close',
  noticeTitle: 'For the departments at the end of the period',
  notice: (n) =>
    `The list of dissatisfied ratings has ${n} so far, by department, counter and day; without the hour.`,
  noticeLink: 'See the list',
  call: 'Call',
  callName: (who, phone) => `Call ${who}, ext. ${phone}`,
  extension: (phone) => `ext. ${phone}`,
  attention: {
    kioskSilent: (kiosk, when) => `${kiosk} has no connection since ${when}`,
    kioskNever: (kiosk) => `${kiosk} was never heard from`,
    kioskSilentText: (time, pending) =>
      pending === null
        ? `Since ${time}. How many ratings it holds is not known. Presses are kept in the kiosk and sent when the network is back.`
        : `Since ${time}, with ${pending} ${pending === 1 ? 'entry' : 'entries'} not sent. Presses are kept in the kiosk and sent when the network is back.`,
    kioskSilentShort: (pending) =>
      pending === null
        ? 'how many it holds is not known'
        : `${pending} ${pending === 1 ? 'entry' : 'entries'} not sent`,
    button: (kiosk, buttons) => `${kiosk}: button ${buttons} is broken`,
    buttonText: (since) =>
      `${since === null ? 'The self-test' : `The test at ${since}`} did not find all 5 buttons; the touch screen works.`,
    panelLost: (kiosk) => `${kiosk} does not find its button panel`,
    panelLostText: 'Check the panel’s cable; the touch screen works.',
    screenFrozen: (kiosk) => `${kiosk}: screen frozen`,
    screenFrozenText: 'The buttons still count. Restart the kiosk.',
    diskLow: (kiosk) => `${kiosk}: disk almost full`,
    diskLowText: 'Presses are still recorded. Replace or clear the disk this week.',
    chain: (kiosk) => `The ledger of ${kiosk} is not whole`,
    chainText: 'The entries in question are put aside and not counted in the table.',
    departmentSilent: (name) => `${name} has no rating yet`,
    departmentSilentText: (usual, quiet) => `Usually there are about ${usual} by this time. ${quiet}`,
    quiet: (names) => `Its kiosks run well: ${names}.`,
    quietSince: (kiosk, since) => (since === null ? kiosk : `${kiosk} without a press since ${since}`),
    departmentSilentShort: (usual) => `Usually ${usual} by this time`,
    bad: (name, n) => `${name}: ${n} dissatisfied ${n === 1 ? 'rating' : 'ratings'}`,
    badText: (kinds, previous) =>
      `${kinds}. ${previous === 0 ? 'In the whole period before it had none.' : `In the whole period before it had ${previous}.`}`,
    kinds: {
      'dissatisfied-competence': 'about staff competence',
      'dissatisfied-time': 'about transaction time',
    },
    complete: (month) => `The period of month ${month} is complete`,
    completeText: 'Every kiosk has sent the whole period; it can be closed.',
    alarms: {
      'ledger-forked': 'Two different versions of one ledger',
      'ledger-claimed': 'Two kiosks claim one ledger',
      'ledger-replaced': 'A kiosk has another ledger',
      'ledger-shortened': 'A ledger is shorter than before',
      'entry-quarantined': 'An entry was put aside',
      'unknown-department': 'Ratings of a department that is not registered',
      'clock-uncorrectable': 'Ratings whose time could not be corrected',
      'clock-contradiction': 'A kiosk’s clock contradicts itself',
      'centre-restored': 'The centre was restored from a backup',
      'backup-failed': 'The backup could not be written',
      'time-off': 'The centre’s clock is off',
    },
    otherAlarm: 'Something unusual to look at',
    alarmText: (subject) => `At ${subject}. Details under Alarms.`,
  },
};
