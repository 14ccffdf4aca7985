import type { LanguageEntry } from './words.ts';

const clock = (hour: number, minute: number): string => `${hour}:${String(minute).padStart(2, '0')}`;

export const en: LanguageEntry = {
  name: 'English',
  status: 'checked',
  words: {
    categories: {
      'satisfied-service': {
        full: 'Satisfied with the service',
        lead: 'Satisfied with the',
        key: ['service'],
      },
      'satisfied-attitude': {
        full: 'Satisfied with staff attitude',
        lead: 'Satisfied with',
        key: ['staff', 'attitude'],
      },
      'dissatisfied-competence': {
        full: 'Dissatisfied with staff competence',
        lead: 'Dissatisfied with',
        key: ['staff', 'competence'],
      },
      'dissatisfied-time': {
        full: 'Dissatisfied with transaction time',
        lead: 'Dissatisfied with',
        key: ['transaction', 'time'],
      },
      comment: { full: 'Comments and suggestions', key: ['Comments', 'and', 'suggestions'] },
    },
    groups: { satisfied: 'Satisfied', dissatisfied: 'Dissatisfied', comment: 'Comments' },
    counter: 'Counter',
    bar: {
      languages: 'Language',
      display: 'Display',
      largeText: 'Large text',
      contrast: 'Contrast',
      reach: 'Lower',
    },
    choose: { prompt: 'Please touch one tile to rate' },
    waiting: { question: 'How was the service?', invitation: 'Please touch one' },
    pressed: { writing: 'Saving…' },
    thanks: { title: 'Thank you', recorded: 'Recorded:', takeBack: 'By mistake? Take it back' },
    takenBack: { title: 'Taken back', text: 'Please choose again.' },
    comment: {
      invitation: 'Recorded. You may add a few words:',
      note: 'Please do not write names or phone numbers.',
      field: 'Comments and suggestions',
      skip: ['Skip'],
      send: 'Send',
      closing: 'Closing soon',
    },
    keyboard: {
      name: 'Keyboard',
      space: 'space',
      shift: 'Capitals',
      backspace: 'Delete',
      letters: 'ABC',
      digits: '123',
      method: 'Typing method',
    },
    repeat: {
      title: 'Already recorded',
      text: ['Your rating has been counted.', 'No need to press again. Thank you.'],
    },
    notRecorded: {
      title: 'Not recorded',
      text: [
        'That press has not been counted.',
        'Please touch again. If it still fails, tell the staff at the counter.',
      ],
      again: 'Touch again',
    },
    staffCode: 'Code for staff:',
    outOfService: {
      title: 'Out of service',
      text: ['We are sorry. Please tell the staff at the counter.', 'The screen will come back by itself.'],
    },
    closed: {
      title: 'Closed now',
      opensAgain: 'Opens again',
      opensAt: (weekday, hour, minute) => `${weekday} ${clock(hour, minute)}`,
      weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
      noRatings: 'No ratings are taken now.',
    },
    starting: { title: 'Starting', text: 'One moment, please.' },
    screenOff: 'The screen is off',
    technician: {
      title: 'Technician',
      pin: 'PIN',
      wrongPin: 'That PIN is not right',
      open: 'Open',
      close: 'Close',
      facts: {
        kiosk: 'Kiosk',
        version: 'Version',
        counter: 'Counter',
        ledger: 'Ledger',
        pending: 'Waiting to be sent',
        network: 'Network',
        clock: 'Clock of the kiosk',
        up: 'Running for',
        panel: 'Panel',
        screen: 'Screen',
        links: { none: 'none', connecting: 'connecting', up: 'connected', down: 'not connected' },
      },
    },
  },
};
