import { isMet, type Result, ratioOf } from './result.ts';

const number = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

const columns = ['what', 'median', 'baseline', 'ratio', 'target', ''] as const;

const rowOf = (result: Result): readonly string[] => {
  const { name, value, unit, baseline, target } = result;
  const ratio = ratioOf(result);
  const limit =
    target && `${target.is} ${number(target.limit)}${target.of === 'value' ? ` ${unit}` : ' × baseline'}`;
  const verdict = isMet(result);
  return [
    name,
    `${number(value)} ${unit}`,
    baseline ? `${number(baseline.value)} ${unit}` : '',
    ratio === undefined ? '' : `${ratio.toPrecision(3)} ×`,
    limit ?? '',
    verdict === undefined ? '' : verdict ? 'met' : 'MISSED',
  ];
};

/** The results as a table for a terminal; what each was compared with, and its notes, below it. */
export const tableOf = (results: readonly Result[]): string => {
  const rows = [columns, ...results.map(rowOf)];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 || i >= 4 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const notes = results.flatMap(({ name, baseline, note }) => {
    const said = [baseline && `baseline: ${baseline.name}`, note].filter((text) => text !== undefined);
    return said.length > 0 ? [`${name}: ${said.join('; ')}`] : [];
  });
  return `${[...lines, '', ...notes].join('\n')}\n`;
};
