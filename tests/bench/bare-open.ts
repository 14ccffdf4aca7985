// The baseline of a kiosk's start: a process that opens the same ledger with the bare library and reads its last entry.
import Database from 'better-sqlite3';

const db = new Database(process.argv[2], { readonly: true });
db.prepare('SELECT seq, body, hash FROM entry ORDER BY seq DESC LIMIT 1').get();
process.stdout.write('bare ready\n');
process.stdin.resume();
setInterval(() => undefined, 60_000);
