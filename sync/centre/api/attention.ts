import type { CategoryId } from '../../domain/categories.ts';

/** Whom to call. */
export interface Contact {
  readonly who: string;
  readonly phone: string;
}

/**
 * Something on the right of the page: what a person should look at. Plain facts; the console makes the sentence. `department`
 * is a name as it is printed, ready to show; `kiosk` opens the kiosk's page.
 */
export type Attention = { readonly contact: Contact | null } & (
  | {
      readonly kind: 'kiosk-silent';
      readonly kiosk: string;
      readonly department: string | null;
      readonly since: string | null;
      readonly pending: number | null;
    }
  | {
      readonly kind: 'button-broken';
      readonly kiosk: string;
      readonly department: string | null;
      readonly buttons: readonly number[];
      readonly since: string | null;
    }
  | {
      readonly kind: 'panel-lost' | 'screen-frozen' | 'disk-low';
      readonly kiosk: string;
      readonly department: string | null;
      readonly since: string | null;
    }
  | {
      readonly kind: 'chain-broken';
      readonly kiosk: string;
      readonly department: string | null;
      readonly ledger: string | null;
      readonly alarm: number;
    }
  | {
      readonly kind: 'department-silent';
      readonly department: string;
      readonly id: string;
      readonly usual: number;
      readonly quietKiosks: readonly QuietKiosk[];
    }
  | {
      readonly kind: 'department-dissatisfied';
      readonly department: string;
      readonly id: string;
      readonly total: number;
      readonly byCategory: readonly { readonly category: CategoryId; readonly count: number }[];
      /** How many this department had in the whole period before. */
      readonly previousPeriod: number;
    }
  | { readonly kind: 'period-complete'; readonly label: string }
  | {
      readonly kind: 'alarm';
      readonly alarm: number;
      readonly code: string;
      readonly subject: string;
      readonly message: string;
    }
);

/** A kiosk of a silent department that is online, and since when nobody pressed on it. */
export interface QuietKiosk {
  readonly kiosk: string;
  readonly lastPressAt: string | null;
}

/** Known and no alarm: one dissatisfied press, a kiosk that is catching up, a clock that is being corrected. */
export type Known =
  | {
      readonly kind: 'one-dissatisfied';
      readonly department: string;
      readonly id: string;
      readonly category: CategoryId;
      readonly count: number;
    }
  | {
      readonly kind: 'catching-up';
      readonly kiosk: string;
      readonly pending: number;
      readonly silentFrom: string | null;
      readonly backAt: string | null;
    }
  | { readonly kind: 'clock-corrected'; readonly kiosk: string; readonly offsetMs: number };
