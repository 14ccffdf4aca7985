import type { GuestProgram, Vm } from '../support/vm.ts';

/** What `guest-panel.ts` says. */
export interface Said {
  readonly pid?: number;
  readonly panel?: number;
  readonly press?: number;
  readonly identity?: string;
  readonly link?: string;
  readonly path?: string;
  readonly problem?: { readonly code: string; readonly message: string };
  readonly cpu?: number;
  readonly counters?: readonly Readonly<Record<string, number>>[];
}

export interface GuestPanels {
  readonly said: () => readonly Said[];
  readonly presses: (panel?: number) => readonly Said[];
  readonly status: (panel?: number) => Said | undefined;
  readonly until: (isSo: () => boolean, what: string, withinMs?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const parse = (line: string): Said[] => {
  try {
    return [JSON.parse(line) as Said];
  } catch {
    return [];
  }
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the panels in the guest. `as` goes before the command: another user, say. */
export const openInGuest = (vm: Vm, specs: readonly string[], as = ''): GuestPanels => {
  const quoted = specs.map((spec) => `'${spec.replaceAll("'", `'\\''`)}'`).join(' ');
  const program: GuestProgram = vm.start(`exec ${as} node tests/usb/guest-panel.ts ${quoted}`);
  let parsedLines = 0;
  const all: Said[] = [];
  const said = (): readonly Said[] => {
    for (; parsedLines < program.lines.length; parsedLines += 1)
      all.push(...parse(program.lines[parsedLines] ?? ''));
    return all;
  };
  const of = (panel: number | undefined, line: Said): boolean => panel === undefined || line.panel === panel;
  return {
    said,
    presses: (panel) => said().filter((line) => line.press !== undefined && of(panel, line)),
    status: (panel) => said().findLast((line) => line.link !== undefined && of(panel, line)),
    until: async (isSo, what, withinMs = 120_000) => {
      const deadline = performance.now() + withinMs;
      while (!isSo()) {
        if (performance.now() > deadline) {
          const last = program.lines
            .filter((line) => !line.includes('"cpu"'))
            .slice(-15)
            .join('\n');
          throw new Error(`waited ${withinMs} ms in vain until ${what}; the guest said last:\n${last}`);
        }
        await pause(1);
      }
    },
    stop: async () => {
      const pid = said().find((line) => line.pid !== undefined)?.pid;
      if (pid === undefined) return program.kill();
      await vm.sh(`kill -9 ${pid}`).catch(() => '');
      await program.ended;
    },
  };
};
