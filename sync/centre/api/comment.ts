export type CommentState = 'new' | 'sent' | 'answered' | 'erased';

/** A piece of a comment's text; personal numbers are covered until somebody asks for them one by one. */
export type CommentPiece =
  | { readonly text: string }
  | { readonly covered: 'phone' | 'identity-number' | 'email' };

/** What a citizen wrote. It stands with its department and day, never with an hour or a category of a press beside it. */
export interface CommentView {
  readonly id: string;
  readonly day: string;
  readonly departmentId: string;
  readonly department: string;
  readonly state: CommentState;
  /** null when erased. */
  readonly pieces: readonly CommentPiece[] | null;
  readonly sentTo: string | null;
  readonly note: string | null;
  readonly takenBy: string | null;
  readonly takenAt: string | null;
  /** The last day on which the text is kept. */
  readonly keptUntil: string;
  readonly erasedOn: string | null;
  readonly erasedBecause: string | null;
}

/** Opening this page is written to the audit log, each time. */
export interface CommentsView {
  readonly at: string;
  readonly label: string;
  readonly counts: Readonly<Record<'new' | 'sent' | 'answered' | 'all', number>>;
  /** Newest first. */
  readonly comments: readonly CommentView[];
  /** How many people may read this page. */
  readonly readers: number;
  readonly keptDays: number;
  /** Where a comment can be sent: departments, and the centre's own office. */
  readonly receivers: readonly string[];
}

/** `sent` needs `to`. An erased comment takes nothing more: 409 `comment/erased`. */
export interface TakeComment {
  readonly state: 'new' | 'sent' | 'answered';
  readonly to?: string;
  readonly note?: string;
}
export interface EraseComment {
  readonly reason: string;
}
