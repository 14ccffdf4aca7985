// The far end of the baseline: takes one QoS 1 message per entry, and says when it has as many as it waits for.
import { connect } from 'mqtt';

const [url = '', wanted = '0'] = process.argv.slice(2);
const client = connect(url, { reconnectPeriod: 0 });
let taken = 0;
client.on('message', () => {
  taken += 1;
  if (taken === Number(wanted)) process.stdout.write('all taken\n');
});
await client.subscribeAsync('bare/entries', { qos: 1 });
process.stdout.write('listening\n');
