import type { ReportData } from './data.ts';

/** The report as JSON for other programs. Fields are named one by one, so that what callers add never leaks out. */
export const reportJson = (data: ReportData): string => {
  const { period, totals, excluded } = data;
  const shape = {
    period: {
      label: period.label,
      from: period.from,
      to: period.to,
      closed: period.closed,
      revision: period.revision,
    },
    categories: data.categories,
    rows: data.rows.map(({ order, id, name, counts, total }) => ({
      order,
      id,
      name: name.normalize('NFC'),
      counts,
      total,
    })),
    totals: { counts: totals.counts, total: totals.total },
    percent: data.percent,
    excluded: {
      repeat: excluded.repeat,
      withdrawn: excluded.withdrawn,
      selfTest: excluded.selfTest,
      void: excluded.void,
    },
    late: data.late,
    completeness: data.completeness,
    pending: data.pending.map(({ kiosk, entries, lastHeardAt }) => ({ kiosk, entries, lastHeardAt })),
    fingerprint: data.fingerprint,
  };
  return `${JSON.stringify(shape, null, 2)}\n`;
};
