/** What a kiosk may be told to do, once. */
export const kioskOrders = ['identify', 'self-test', 'restart'] as const;
export type KioskOrder = (typeof kioskOrders)[number];

/** Where a kiosk stands and how it is to be, as the centre says it. */
export interface PutKioskConfig {
  readonly department: string;
  readonly counter: string;
  readonly label: string;
  /** In the order of the screen's buttons. */
  readonly languages: readonly ('vi' | 'km' | 'en')[];
  readonly responseIntervalMs: number;
  /** The screen follows the hours and holidays of the centre's settings, also when those change. */
  readonly followsHours: boolean;
  /** What the physical buttons 1 to 5 stand for, each category once; as it was where it is not said. */
  readonly buttons?: readonly string[];
}

/** The configuration that the centre last gave, and how far the kiosk has taken it. */
export interface KioskConfigView extends PutKioskConfig {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  /** The revision that the kiosk says it runs; null: it has not said. */
  readonly runs: number | null;
  /** Why the kiosk did not take one, by its own word. */
  readonly refused: { readonly revision: number; readonly code: string } | null;
}

export interface KioskOrderView {
  readonly id: string;
  readonly order: KioskOrder;
  readonly at: string;
  readonly by: string;
  readonly expiresAt: string;
  /** null: the kiosk has not answered. */
  readonly outcome: 'done' | 'refused' | null;
  readonly code: string | null;
}

/** 409 `kiosk/not-connected`: nobody would hear it. */
export interface SendKioskOrder {
  readonly order: KioskOrder;
}

/** A kiosk that is to come in, and where it will stand. 422 `kiosk/unknown-department`. */
export interface NewEnrolment {
  readonly kiosk: string;
  readonly department: string;
  readonly counter: string;
  readonly label: string;
}

export interface EnrolmentView {
  readonly id: string;
  readonly kiosk: string;
  readonly department: string;
  readonly label: string;
  readonly at: string;
  readonly by: string;
  readonly expiresAt: string;
  readonly state: 'open' | 'used' | 'over';
}

/** The code is shown this once. */
export interface EnrolmentMade {
  readonly enrolment: EnrolmentView;
  /** As it is read out and typed: `XXXX-XXXX`. */
  readonly code: string;
  /** Whether the kiosk is known already: the machine that had its place is out once another has come in. */
  readonly takesThePlace: boolean;
}
