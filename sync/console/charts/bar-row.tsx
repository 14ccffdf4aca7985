import type { Counts } from '../../domain/tally.ts';

export interface BarScale {
  /** Where the axis stands, in per cent of the row's width. */
  readonly axis: number;
  /** Per cent of the row's width for one rating. */
  readonly unit: number;
}

interface Bar {
  readonly counts: Counts;
  readonly usual: number | null;
}

const right = ([a, b, , , e]: Counts): number => a + b + e;
const left = ([, , c, d]: Counts): number => c + d;

/** One scale for all rows, from 0. The axis leaves the left a tenth until somebody is not content. */
export const barScale = (rows: readonly Bar[], axis = 22): BarScale => {
  const most = Math.max(1, ...rows.map(({ counts, usual }) => Math.max(right(counts), usual ?? 0)));
  const mostLeft = Math.max(0, ...rows.map(({ counts }) => left(counts)));
  // Room at the end for the words that stand beside an empty bar.
  const unit = Math.min(
    (100 - axis - 4) / most,
    mostLeft > 0 ? (axis - 1) / mostLeft : Number.POSITIVE_INFINITY,
  );
  return { axis, unit };
};

/**
 * Content to the right of the axis, not content to the left, a comment hollow and last; the dark mark is the usual, drawn above
 * and below the bar and whole when the bar is empty. The row's numbers stand beside it, so it is not read out.
 */
export const BarRow = ({
  counts,
  usual,
  scale,
  note,
}: Bar & { readonly scale: BarScale; readonly note?: string | null }) => {
  const { axis, unit } = scale;
  const [a, b, c, d, e] = counts;
  const pieces = [
    { kind: 1, from: axis, size: a },
    { kind: 2, from: axis + a * unit, size: b },
    { kind: 5, from: axis + (a + b) * unit, size: e },
    { kind: 3, from: axis - c * unit, size: c },
    { kind: 4, from: axis - (c + d) * unit, size: d },
  ];
  const isEmpty = right(counts) === 0;
  const usualAt = usual === null ? 0 : axis + usual * unit;
  return (
    <span className="bar-row" aria-hidden="true">
      <span className="bar-axis" style={{ left: `${axis}%` }} />
      {pieces
        .filter(({ size }) => size > 0)
        .map(({ kind, from, size }) => (
          <span
            key={kind}
            className={`bar kind-${kind}`}
            style={{ left: `${from}%`, width: `${size * unit}%` }}
          />
        ))}
      {usual !== null && usual >= 0.5 && (
        <span className={isEmpty ? 'usual whole' : 'usual'} style={{ left: `${usualAt}%` }} />
      )}
      {note && (
        <span className="bar-note" style={{ left: `${Math.max(axis, usualAt)}%` }}>
          {note}
        </span>
      )}
    </span>
  );
};
