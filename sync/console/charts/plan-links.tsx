import type { RegistryPlan } from '../../centre/api/registry.ts';

const rowHeight = 38;

export const planHeights = ({ before, after }: Pick<RegistryPlan, 'before' | 'after'>) => {
  const height = Math.max(before.length, after.length, 1) * rowHeight;
  return {
    height,
    before: height / Math.max(1, before.length),
    after: height / Math.max(1, after.length),
  };
};

/** Lines from the rows before to the rows after: strong where something changes, faint where nothing does. */
export const PlanLinks = ({ plan }: { readonly plan: RegistryPlan }) => {
  const heights = planHeights(plan);
  const y = (place: number, height: number): number => place * height + height / 2;
  const links = plan.links
    .map((link) => ({
      ...link,
      from: plan.before.findIndex(({ id }) => id === link.before),
      to: plan.after.findIndex(({ id }) => id === link.after),
    }))
    .filter(({ from, to }) => from >= 0 && to >= 0)
    .sort((a, b) => Number(a.isChange) - Number(b.isChange));
  return (
    <svg
      className="plan-links"
      viewBox={`0 0 110 ${heights.height}`}
      height={heights.height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {links.map(({ before, after, isChange, from, to }) => {
        const start = y(from, heights.before);
        const end = y(to, heights.after);
        return (
          <g key={`${before} ${after}`}>
            <path
              d={`M6 ${start}C55 ${start} 50 ${end} 102 ${end}`}
              fill="none"
              stroke={isChange ? '#0f2a33' : '#b3b7b3'}
              strokeWidth={isChange ? 2 : 1}
            />
            {isChange && <circle cx={102} cy={end} r={3.5} fill="#0f2a33" />}
          </g>
        );
      })}
    </svg>
  );
};
