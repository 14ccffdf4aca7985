import type { PanelStatus, Snapshot } from '../../contract/snapshot.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Something a technician has to do something about. */
  readonly isProblem: boolean;
}

export interface FactWords {
  readonly kiosk: string;
  readonly version: string;
  readonly counter: string;
  readonly ledger: string;
  readonly pending: string;
  readonly network: string;
  readonly clock: string;
  readonly up: string;
  readonly panel: string;
  readonly screen: string;
  readonly presses: string;
  readonly proof: string;
  readonly proven: string;
  readonly damaged: string;
  readonly links: Readonly<Record<'none' | 'connecting' | 'up' | 'down', string>>;
}

const panelValue = (panel: PanelStatus, words: FactWords): string => {
  const counters = Object.entries(panel.counters)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`);
  return [
    words.links[panel.link],
    panel.profile,
    panel.path,
    panel.problem && `${panel.problem.code}: ${panel.problem.message}`,
    ...(panel.faults ?? []).map((fault) => `${fault.code}: ${fault.message}`),
    ...counters,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
};

/** What a technician wants to know, in the order in which they ask. All of it as the kiosk says it, nothing made nicer. */
export const factsOf = (
  snapshot: Snapshot,
  words: FactWords,
  here: {
    readonly receivedAgoMs: number;
    readonly screen: string;
    readonly formatTime: (at: number) => string;
    readonly formatSpan: (ms: number) => string;
  },
): readonly Fact[] => {
  const { info, binding, panels } = snapshot;
  const { proof } = info.ledger;
  const pending = info.ledger.head - info.ledger.watermark;
  const wall = info.clock.wall + here.receivedAgoMs;
  const fact = (name: string, value: string, isProblem = false): Fact => ({ name, value, isProblem });
  return [
    fact(words.kiosk, info.kiosk),
    fact(words.version, info.version),
    fact(words.counter, `${binding.counter.label} · ${binding.department.name}`),
    ...panels.map((panel, i) =>
      fact(
        panels.length === 1 ? words.panel : `${words.panel} ${i + 1}`,
        panelValue(panel, words),
        panel.link === 'down' || panel.problem !== undefined || (panel.faults ?? []).length > 0,
      ),
    ),
    fact(words.presses, snapshot.pressCounts.map((count, i) => `${i + 1}: ${count}`).join(' · ')),
    fact(
      words.network,
      [words.links[info.network.link], info.network.broker].filter(Boolean).join(' · '),
      info.network.link === 'down',
    ),
    fact(words.pending, String(pending)),
    fact(words.ledger, `${info.ledger.id} · ${info.ledger.head}`),
    ...(proof
      ? [
          fact(
            words.proof,
            proof.ok ? `${words.proven} · ${proof.entries}` : `${words.damaged}: ${proof.firstBad ?? ''}`,
            !proof.ok,
          ),
        ]
      : []),
    fact(words.clock, here.formatTime(wall)),
    fact(words.up, here.formatSpan(info.clock.up + here.receivedAgoMs)),
    fact(words.screen, here.screen),
  ];
};
