import {
  readArguments,
  readPort,
  required,
  runCommand,
  UsageError,
} from '../../sync/centre/commands/command-line.ts';
import { keepCompiled } from '../host/keep-compiled.ts';
import { spareMemory } from '../host/spare-memory.ts';
import { configure } from './kiosk-configure.ts';
import { backup, exportEntries } from './kiosk-export.ts';
import { panelCommand } from './kiosk-panel.ts';

const help = `npm run kiosk -- --data DIR [--broker URL] [--http PORT] [--panel SPEC]…
  runs one kiosk: reads its buttons, keeps its ledger, shows its screen, sends to the centre

  --data DIR      the kiosk's data folder (kiosk.json and the ledger)
  --broker URL    the centre's broker, for example mqtt://127.0.0.1:1883; without it the one in kiosk.json
  --http PORT     where the screen is served, on 127.0.0.1 only (default 8321; 0: any free port)
  --panel SPEC    a panel, for example motcham-line:/dev/ttyUSB0; may be said more than once

  --supervised    whoever started this starts it again when it ends (systemd's Restart=always, Electron, npm start): a restart
                  that the centre asks for then ends the process with exit code 75; without it the process begins anew by itself

npm run kiosk -- --data DIR --enrol CODE --centre URL [--ca FILE]
  first shows the one-time code of the centre's page "Thêm kiosk" to the console at URL, and is given everything: name, counter, the
  centre's key, broker and password; then runs as above. From then on the first line is enough

  --ca FILE       the authority of the console's certificate, PEM, where this machine does not know it

npm run kiosk -- configure --data DIR [--kiosk ID] [--centre ID] [--department ID --department-name NAME]
                 [--counter ID --counter-label TEXT] [--broker URL] [--centre-key KEY] [--panel SPEC]…
                 [--languages vi,km,en] [--response-interval SECONDS] [--sound on|off] [--pin DIGITS]
                 [--opening WEEKLY] [--holidays DAYS] [--screen-off WEEKLY] [--quiet WEEKLY]
  writes kiosk.json and shows it; without anything to change it only shows it, and names what is wrong with it

  WEEKLY          days (1 is Monday) and times, such as "1-5 07:00-11:00,13:00-17:00; 6 07:00-11:00"; none takes it away
  DAYS            such as 2027-02-05..2027-02-11,2027-04-30; none takes them away
  --opening       when citizens are expected: outside of it and on --holidays the screen says when it opens again
  --screen-off    when the screen is dark, such as "1-7 19:00-06:00"
  --quiet         when nothing is heard, whatever --sound says

npm run kiosk -- panel list [--data DIR]
  lists what is plugged in, and how to read what is known; with --data also what was taught on that kiosk

npm run kiosk -- panel learn --data DIR [--at PATH] [--baud RATE] [--name NAME] [--known] [--add]
  teaches a button box, button by button, and writes it to kiosk.json

  --at PATH       the device, as listed, for example /dev/hidraw0; without it the only one, or a question
  --baud RATE     of a serial box that is not ours (default 9600)
  --name NAME     what to call boxes of this kind in the list, from now on
  --known         asks for no button: the list knows how to read it
  --add           beside the panels that the kiosk has, instead of in their place

npm run kiosk -- panel watch SPEC… | --data DIR
  shows what is pressed, until Ctrl-C; records nothing

npm run kiosk -- export --data DIR [--out FILE] [--from SEQ]
  writes everything that has no receipt yet into one file that proves itself, for the centre's import

npm run kiosk -- backup --data DIR --out FILE
  copies the ledger beside a running kiosk and proves the copy

Exit code 0 when all went well, 1 when something failed, 2 when the words are wrong.
`;

await runCommand(help, async (words) => {
  const rest = words.slice(1);
  if (words[0] === 'configure') return configure(rest);
  if (words[0] === 'panel') return panelCommand(rest);
  if (words[0] === 'export') return exportEntries(rest);
  if (words[0] === 'backup') return backup(rest);
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    broker: { type: 'string' },
    http: { type: 'string' },
    panel: { type: 'string', multiple: true },
    supervised: { type: 'boolean' },
    enrol: { type: 'string' },
    centre: { type: 'string' },
    ca: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const { enrol: code, centre, ca } = values;
  if (code !== undefined) {
    const dataDir = required(values.data, '--data DIR');
    const { enrolFirst } = await import('./kiosk-enrol.ts');
    await enrolFirst({ dataDir, code, centre: required(centre, '--centre URL'), ca });
  } else if (centre !== undefined || ca !== undefined)
    throw new UsageError('--centre and --ca go with --enrol CODE');
  // Before the host and its libraries are loaded: what the heap grew to by then it keeps.
  spareMemory();
  keepCompiled();
  const { serve } = await import('./kiosk-serve.ts');
  return serve({
    dataDir: required(values.data, '--data DIR'),
    port: readPort(values.http ?? '8321', '--http'),
    isSupervised: values.supervised === true,
    ...(values.broker === undefined ? {} : { broker: values.broker }),
    ...(values.panel === undefined ? {} : { panels: values.panel }),
  });
});
