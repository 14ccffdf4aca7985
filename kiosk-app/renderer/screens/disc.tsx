import type { CategoryId } from '../../../sync/domain/categories.ts';
import { CategoryPictogram } from '../pictograms/category-pictogram.tsx';

/** What was pressed, small and in the middle: as a sun over the water once it is recorded, as its dashed outline when it is not. */
export const Disc = ({
  category,
  isRecorded,
}: {
  readonly category: CategoryId;
  readonly isRecorded: boolean;
}) => (
  <div className={isRecorded ? 'disc disc-recorded' : 'disc disc-open'} aria-hidden="true">
    {isRecorded ? null : (
      <svg className="disc-outline" viewBox="0 0 226 226" aria-hidden="true" focusable="false">
        <circle cx="113" cy="113" r="110" />
      </svg>
    )}
    <CategoryPictogram category={category} />
  </div>
);

const glintLengths = [154, 110, 130, 66];
const glintStarts = [-77, -46, -77, -27];

/** The sun's light on the water. */
export const Glints = () => (
  <svg className="glints" viewBox="-84 0 168 76" aria-hidden="true" focusable="false">
    {glintLengths.map((length, i) => {
      const start = glintStarts[i] ?? 0;
      return (
        <path key={length} d={`M${start + 3} ${6 + i * 20}h${length - 6}`} strokeOpacity={1 - i * 0.22} />
      );
    })}
  </svg>
);
