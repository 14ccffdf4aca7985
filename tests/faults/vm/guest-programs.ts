import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const project = resolve(import.meta.dirname, '../../..');
/** Below node_modules, so that what has a native part is found from there; the guest sees it under /mnt/project. */
const folder = 'node_modules/.cache/guest-programs';

const programs = {
  kiosk: 'kiosk-app/commands/kiosk.ts',
  verify: 'kiosk-app/commands/verify.ts',
  'devices-main': 'device/process/devices-main.ts',
  'verify-worker': 'sync/ledger/verify-worker.ts',
  'guest-citizens': 'tests/faults/vm/guest-citizens.ts',
  'guest-ledger': 'tests/faults/vm/guest-ledger.ts',
  'synchronous-normal': 'tests/faults/power-cut/synchronous-normal.ts',
} as const;
export type GuestProgramName = keyof typeof programs;

/** Where the guest finds a program, in the project's folder. */
export const guestPath = (program: GuestProgramName): string => `./${folder}/${program}.js`;

// A module that asks where it stands is told where its source stands; another program stands beside it.
const places: Plugin = {
  name: 'guest-places',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.ts') || !code.includes('import.meta')) return null;
    const inGuest = join('/mnt/project', relative(project, join(id, '..')));
    return code
      .replace(/new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)/g, (whole, name: string) =>
        name in programs ? `new URL('./${name}.js', import.meta.url)` : whole,
      )
      .replaceAll('import.meta.dirname', JSON.stringify(inGuest));
  },
};

/**
 * Puts the kiosk's programs into one file each: the same code, but the emulated machine, 20 times slower than this one, reads a
 * dozen files over its share instead of several hundred, and strips no types.
 */
export const buildGuestPrograms = async (): Promise<void> => {
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    plugins: [places],
    ssr: { noExternal: true, external: ['better-sqlite3', '@serialport/bindings-cpp', 'node-hid'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(project, folder),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(programs).map(([name, path]) => [name, join(project, path)]),
        ),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
};
