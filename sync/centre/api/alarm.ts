export interface Alarm {
  readonly id: number;
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly raisedAt: string;
  readonly lastAt: string;
  readonly times: number;
  readonly resolvedAt: string | null;
  readonly seenAt: string | null;
  readonly seenBy: string | null;
}

export interface AlarmsView {
  readonly at: string;
  readonly open: readonly Alarm[];
  /** The newest hundred. */
  readonly resolved: readonly Alarm[];
}
