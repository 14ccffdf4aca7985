import type { Instant } from '../../domain/ids.ts';
import { restoreBackup } from '../keeping/restore.ts';

/** `npm run centre -- restore FILE --data DIR`: puts a backup in place of a centre's store. */
export const restoreFrom = async (file: string, dataDir: string, passphrase: string): Promise<number> => {
  const { head, report, asideTo } = await restoreBackup(file, dataDir, passphrase, Date.now() as Instant);
  process.stdout.write(
    `restored the centre "${head.centre}" as it was at ${head.at}: ${report.entries} entries of ${report.ledgers} ledgers, all proven\n` +
      (asideTo === null ? '' : `what stood there before is kept in ${asideTo}\n`) +
      'start the centre: the kiosks send by themselves what came since; everybody signs in anew\n',
  );
  return 0;
};
