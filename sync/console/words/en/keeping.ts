import type { KeepingWords } from '../vi/keeping.ts';

export const keeping: KeepingWords = {
  headline: {
    none: 'There is no backup yet.',
    last: (when) => `The last backup is of ${when}.`,
    problem: 'The last backup could not be written.',
  },
  lead: (folder, next) => `Folder ${folder}. Next backup: ${next}.`,
  noFolder: 'No folder is set, so nothing is backed up.',
  setFolder: 'Set the folder under Settings',
  backups: 'Backups kept',
  file: 'File',
  at: 'At',
  size: 'Size',
  megabytes: (n) => `${n} MB`,
  problem: (when) => `The one of ${when} could not be written.`,
  now: 'Back up now',
  made: 'A backup was written.',
  madeNot: 'No backup was written.',
  restore: 'When it has to be restored',
  restoreText:
    'Stop the centre, run the restore command with the newest file, start it again. The kiosks send by themselves what came after the backup.',
  threeTwoOne: 'Three copies, two places, one outside',
  threeTwoOneText:
    'The store in use, the copy in this folder, and one carried elsewhere each week. The files are encrypted, so they may be carried.',
  time: 'The centre’s clock',
  timeNever: 'It was never compared.',
  timeGood: (server, offset) => `Off by ${offset}, compared with ${server}.`,
  timeBad: (server) => `${server} did not answer.`,
  timeNone: 'No time server is set under Settings.',
  timeAt: (when) => `Asked at ${when}.`,
  checkTime: 'Compare now',
  milliseconds: (n) => `${n} ms`,
  seconds: (n) => `${n} s`,
  centre: 'The centre',
  version: 'Version',
  started: 'Running since',
  store: 'Store',
  problems: {
    'backup/no-folder': 'No backup folder is set under Settings.',
    'backup/no-passphrase':
      'There is no sealing key. Start the centre with --backup-passphrase-file and the file that holds it.',
    'backup/folder-not-writable':
      'This folder cannot be written. Check its rights and the space on the disk.',
  },
  failed: 'That did not work. Nothing has changed.',
};
