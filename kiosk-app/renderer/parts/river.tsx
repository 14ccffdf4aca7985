import { riverShape } from '../layout/river-shape.ts';

export interface Rings {
  /** Centre across the water (0 to 1) or in `u` from the left; and below the river's level, in `u`. */
  readonly x: number;
  readonly y: number;
  /** Half widths in `u`. */
  readonly radii: readonly number[];
  /** Drawn spreading from the drop, once. */
  readonly isFresh: boolean;
}

const flatness = 0.24;

/** The rings as they lie on the water. */
export const drawRings = (u: number, sets: readonly Rings[]): React.ReactNode =>
  sets.flatMap((set) =>
    set.radii.map((rx, i) => (
      <ellipse
        key={`${set.x}-${set.y}-${rx}`}
        className={set.isFresh ? 'ring ring-fresh' : 'ring'}
        cx={set.x}
        cy={set.y * u}
        rx={rx * u}
        ry={rx * u * flatness}
        style={{ '--nth': i, strokeOpacity: 1 - i * 0.18 } as React.CSSProperties}
      />
    )),
  );

/**
 * The river at the foot of every screen. It is as deep as the screen is high, so that it can rise anywhere; its level is a CSS
 * variable of the screen it lies in. Decoration: the words say all of it too.
 */
export const River = (props: {
  readonly width: number;
  readonly height: number;
  readonly u: number;
  readonly isStill: boolean;
  /** What lies on the water. */
  readonly children?: React.ReactNode;
}) => {
  const shape = riverShape(props, props.isStill);
  return (
    <div className="river" aria-hidden="true">
      <svg className="river-water" aria-hidden="true" {...shape.frame} focusable="false">
        <clipPath id="under-water">
          <path d={shape.water} />
        </clipPath>
        <path className="water" d={shape.water} />
        <g clipPath="url(#under-water)">{props.children}</g>
        <path className="water-line" d={shape.surface} />
      </svg>
    </div>
  );
};
