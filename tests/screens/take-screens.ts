import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../kiosk-app/contract/snapshot.ts';
import { launchChromium } from '../support/chromium.ts';
import { type ModeName, openKioskPage, showState, wish } from '../support/kiosk-page.ts';
import { type StateName, stateNames } from '../support/screen-states.ts';
import { startScriptedHost } from '../support/scripted-host.ts';
import { takeConsoleScreens } from './take-console-screens.ts';

const help = `npm run screens [-- kiosk|console] [--out DIR] [--only STATE]
Takes a picture of every state of the citizen's screen in three languages at 1024×768, 1920×1080 and 1080×1920, and of the choice in
every mode, and of every page of the centre's console at 1440×900 and 390×844, from the built pages in real Chromium. One word takes
one of the two; --only takes one state of the citizen's screen. Default folder: tests/screens/out (not kept by git).`;

const sizes = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
] as const;
const modes: Readonly<Record<string, readonly ModeName[]>> = {
  'large-text': ['isLargeText'],
  'high-contrast': ['isHighContrast'],
  reach: ['isReach'],
  'large-text-high-contrast': ['isLargeText', 'isHighContrast'],
};
// Long enough for the river and the rings to come to rest.
const restMs = 1_300;

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

const takeAll = async (out: string, states: readonly StateName[]): Promise<number> => {
  const host = await startScriptedHost();
  const browser = await launchChromium();
  let count = 0;
  try {
    for (const size of sizes) {
      const page = await openKioskPage(browser, host, size, { hasClock: true, isMoving: true });
      const take = async (name: string): Promise<void> => {
        await page.clock.runFor(restMs);
        await page.waitForTimeout(restMs);
        await page.screenshot({ path: join(out, `${name}-${size.width}x${size.height}.png`) });
        count += 1;
      };
      for (const language of languages) {
        for (const name of states) {
          await showState(page, host, 'choose');
          await page.mouse.move(size.width / 2, 0);
          await wish(page, language);
          await showState(page, host, name);
          if (name === 'comment' && language === 'vi')
            await page.keyboard.type('Neen cos theem ghees ngooif cho nguwowif lowns tuooir');
          await take(`${name}-${language}`);
        }
        for (const [name, wanted] of Object.entries(modes)) {
          await showState(page, host, 'choose');
          await wish(page, language, wanted);
          await take(`choose-${name}-${language}`);
        }
      }
      await page.context().close();
      host.show({ name: 'choose' });
      process.stdout.write(`${size.width}×${size.height} done, ${count} pictures\n`);
    }
  } finally {
    await browser.close();
    await host.close();
  }
  return count;
};

if (process.argv.includes('--help')) process.stdout.write(`${help}\n`);
else {
  const out = argument('--out') ?? join(import.meta.dirname, 'out');
  const only = argument('--only');
  const states = stateNames.filter((name) => only === undefined || name === only);
  if (states.length === 0) {
    process.stderr.write(`there is no state "${only}": ${stateNames.join(', ')}\n`);
    process.exitCode = 1;
  } else {
    const isOne = (word: string): boolean => process.argv[2] === word;
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    let count = 0;
    if (!isOne('console')) count += await takeAll(out, states);
    if (!isOne('kiosk') && only === undefined) count += await takeConsoleScreens(join(out, 'console'));
    process.stdout.write(`${count} pictures in ${out}\n`);
  }
}
