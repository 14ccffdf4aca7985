import { enrolledOf } from '../fleet/enrolled.ts';
import { openStoreForReading, storePathIn } from '../store/open-store.ts';

/** Enrolled kiosks as lines of Mosquitto's password file; beside a running centre or without one. */
export const writeLogins = (dataDir: string): number => {
  const db = openStoreForReading(storePathIn(dataDir));
  try {
    for (const { kiosk, password } of enrolledOf(db).logins()) process.stdout.write(`${kiosk}:${password}\n`);
    return 0;
  } finally {
    db.close();
  }
};
