/** From `from` to `to`, both included; null is since ever, and until further notice. */
export interface Term {
  readonly from: string | null;
  readonly to: string | null;
}

export interface DepartmentView {
  readonly id: string;
  readonly terms: readonly (Term & { readonly order: number; readonly name: string })[];
  readonly successor: string | null;
  /** Refers to ratings or counters: it can be ended, never removed. */
  readonly isUsed: boolean;
}

export interface CounterView {
  readonly id: string;
  readonly terms: readonly (Term & { readonly label: string; readonly department: string | null })[];
  /** Kiosks that stand there now, by what they told. */
  readonly kiosks: readonly string[];
  readonly isUsed: boolean;
}

/** Where a kiosk stood; the kiosk's own ledger says so, this only shows it. */
export interface BindingView {
  readonly kiosk: string;
  readonly department: string;
  readonly counter: string;
  readonly from: string;
  readonly to: string | null;
}

/** The page Đơn vị & quầy. */
export interface RegistryView {
  readonly today: string;
  readonly departments: readonly DepartmentView[];
  readonly counters: readonly CounterView[];
  readonly bindings: readonly BindingView[];
  /** The next day on which something changes, applied but not yet come. */
  readonly nextChange: RegistryPlan | null;
  /** Names this state; `apply` refuses when it is another by then. */
  readonly mark: string;
}

interface Named {
  readonly id: string;
  readonly order: number;
  readonly name: string;
}

/** What can be done to the registry. Changes are applied in their order, all or none. Days are `YYYY-MM-DD`. */
export type RegistryChange =
  /** Puts name and order right, undated: a slip of the pen, not a decree. */
  | ({ readonly do: 'correct' } & Named)
  /** A new department, or a new name or place from a day on. */
  | ({ readonly do: 'begin'; readonly from: string | null } & Named)
  | { readonly do: 'end'; readonly id: string; readonly to: string; readonly successor: string | null }
  | { readonly do: 'merge'; readonly of: readonly string[]; readonly into: Named; readonly from: string }
  | {
      readonly do: 'split';
      readonly id: string;
      readonly into: readonly Named[];
      readonly from: string;
      readonly successor: string | null;
    }
  /** A whole department as an imported file has it. */
  | ({ readonly do: 'put' } & Pick<DepartmentView, 'id' | 'terms' | 'successor'>)
  | { readonly do: 'remove'; readonly id: string }
  /** A counter belongs to this department from a day on. */
  | {
      readonly do: 'counter';
      readonly id: string;
      readonly label: string;
      readonly department: string | null;
      readonly from: string | null;
    }
  | { readonly do: 'end-counter'; readonly id: string; readonly to: string };

/** What a set of changes would do, drawn as two columns with lines between them. */
export interface RegistryPlan {
  /** The first day on which the table is another. */
  readonly from: string | null;
  readonly before: readonly PlanRow[];
  readonly after: readonly PlanRow[];
  readonly links: readonly { readonly before: string; readonly after: string; readonly isChange: boolean }[];
  readonly summary: {
    readonly ending: number;
    readonly beginning: number;
    readonly growing: number;
    readonly same: number;
  };
  /** The period in which both stand, and how many rows its table will have. */
  readonly period: {
    readonly label: string;
    readonly rows: number;
    readonly nextLabel: string;
    readonly nextRows: number;
  } | null;
  readonly movedCounters: readonly {
    readonly id: string;
    readonly label: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly kiosks: readonly string[];
  }[];
}
export interface PlanRow extends Term {
  readonly order: number;
  readonly id: string;
  readonly name: string;
  readonly counters: number;
  readonly isNew: boolean;
}

/** 422 `registry/unknown-department`, `registry/in-use`, `registry/ended-already`, `registry/not-after-last-term`,
 * `registry/bad-successor`, `registry/nothing-to-merge`, `registry/unknown-counter`, `registry/malformed`; `detail` is
 * `{ index, id }`: the change that cannot be. */
export interface RegistryPreviewRequest {
  readonly changes: readonly RegistryChange[];
}
export interface RegistryPreview {
  readonly changes: readonly RegistryChange[];
  readonly plan: RegistryPlan;
  readonly mark: string;
}
/** 409 `registry/changed` when `mark` is no longer the registry's. */
export interface RegistryApplyRequest extends RegistryPreviewRequest {
  readonly mark: string;
}
