import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');
const sources = tracked.filter((path) => /\.(ts|tsx)$/.test(path));
const product = sources.filter((path) => !path.startsWith('tests/'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Who may import whom: a room and the rooms below it. What is not in a row does not build, and fails here with its name. */
const table: Readonly<Record<string, readonly string[]>> = {
  device: [],
  'sync/domain': [],
  'sync/disk': [],
  'sync/proof': ['sync/domain'],
  'sync/ledger': ['sync/disk', 'sync/domain', 'sync/proof'],
  'sync/wire': ['sync/domain', 'sync/proof'],
  'sync/uplink': ['sync/domain', 'sync/proof', 'sync/ledger', 'sync/wire'],
  'sync/report': ['sync/domain'],
  'sync/centre': ['sync/disk', 'sync/domain', 'sync/proof', 'sync/wire', 'sync/report'],
  'sync/console': ['sync/centre/api', 'sync/domain'],
  'kiosk-app/contract': ['sync/domain'],
  'kiosk-app/core': [
    'sync/disk',
    'kiosk-app/contract',
    'device',
    'sync/domain',
    'sync/proof',
    'sync/ledger',
    'sync/wire',
    'sync/uplink',
  ],
  'kiosk-app/host': ['kiosk-app/contract', 'kiosk-app/core', 'sync/domain'],
  'kiosk-app/electron': ['kiosk-app/contract', 'kiosk-app/core', 'kiosk-app/host'],
  'kiosk-app/renderer': ['kiosk-app/contract', 'sync/domain'],
  // The commands are composition roots: they stand on top and nothing imports them.
  'kiosk-app/commands': [
    'kiosk-app/contract',
    'kiosk-app/core',
    'kiosk-app/host',
    'device',
    'sync/domain',
    'sync/proof',
    'sync/ledger',
    'sync/wire',
    'sync/uplink',
    'sync/report',
    'sync/centre',
  ],
};
const rooms = Object.keys(table);
const roomOf = (path: string): string | undefined => rooms.find((room) => path.startsWith(`${room}/`));

const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

describe('the house', () => {
  it('has only the rooms that the design names at its top level', () => {
    const allowed =
      /^(kiosk-app|device|sync|tests|package\.json|package-lock\.json|tsconfig\.json|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|LICENSE|biome\.json|\..*)(\/|$)/;
    expect(tracked.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('gives every product file a room', () => {
    expect(product.filter((path) => roomOf(path) === undefined)).toEqual([]);
  });

  it('imports one way only, as the table says', () => {
    const wrong: string[] = [];
    for (const path of product) {
      const room = roomOf(path) ?? '';
      for (const target of importsOf(read(path))) {
        if (!target.startsWith('.')) continue;
        const resolved = normalize(join(dirname(path), target));
        if (resolved.startsWith(`${room}/`) || resolved === 'package.json') continue;
        const below = table[room] ?? [];
        if (!below.some((allowed) => resolved.startsWith(`${allowed}/`)))
          wrong.push(`${path} -> ${resolved}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has a README of at most 60 lines in every room', () => {
    const long = rooms
      .filter((room) => product.some((path) => path.startsWith(`${room}/`)))
      .map((room) => [room, tracked.includes(`${room}/README.md`) ? read(`${room}/README.md`) : ''] as const)
      .filter(([, text]) => text === '' || text.trimEnd().split('\n').length > 60)
      .map(([room]) => room);
    expect(long).toEqual([]);
  });
});

describe('the domain', () => {
  const domain = product.filter((path) => path.startsWith('sync/domain/') && path.endsWith('.ts'));

  it('is pure: no clock, no randomness, no runtime, no library', () => {
    const impure =
      /Date\.now|new Date\(\)|Math\.random|performance\.|process\.|setTimeout|setInterval|crypto|fetch\(|console\./;
    expect(domain.filter((path) => impure.test(read(path)))).toEqual([]);
    expect(domain.filter((path) => importsOf(read(path)).some((target) => !target.startsWith('./')))).toEqual(
      [],
    );
  });

  it('compiles without Node and without a browser', () => {
    const config = JSON.parse(read('sync/domain/tsconfig.json')) as {
      compilerOptions: Record<string, unknown>;
    };
    expect(config.compilerOptions).not.toHaveProperty('types');
    expect(config.compilerOptions).not.toHaveProperty('lib');
  });
});

describe('every source file', () => {
  it('is named in kebab-case and keeps to one idea (350 lines at most)', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|config|d))?\.(ts|tsx)$/;
    expect(sources.filter((path) => !name.test(path.split('/').at(-1) ?? ''))).toEqual([]);
    expect(product.filter((path) => read(path).split('\n').length > 351)).toEqual([]);
    expect(product.filter((path) => /\/(utils?|helpers?|common|manager|misc)(\/|\.ts)/.test(path))).toEqual(
      [],
    );
  });

  it('skips nothing, mocks nothing, hides nothing', () => {
    const here = 'tests/architecture.test.ts';
    const forbidden =
      /\.(skip|only|todo)\(|\bxit\(|vi\.mock\(|v8 ignore|istanbul ignore|@ts-ignore|@ts-expect-error|biome-ignore|:\s*any(\[\])?\s*[,;)=>}|\n]|<any>|\bas any(?=[;,)\]\s]*(\n|$))|\bTODO\b|\bFIXME\b/;
    expect(sources.filter((path) => path !== here && forbidden.test(read(path)))).toEqual([]);
  });

  it('imports with its extension and has no barrel', () => {
    const bare = sources.filter((path) =>
      importsOf(read(path)).some(
        (target) => target.startsWith('.') && !/\.(ts|tsx|json|css|svg|woff2)(\?\w+)?$/.test(target),
      ),
    );
    expect(bare).toEqual([]);
    expect(product.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
  });
});
