import type { ReactNode, Ref } from 'react';
import type { ReportTable } from '../../centre/api/report.ts';
import type { SettingValues } from '../../centre/api/setting.ts';
import { categoryIds } from '../../domain/categories.ts';
import { formatDay, formatMonth, monthOf, yearOf } from '../format/dates.ts';
import { formatCount } from '../format/numbers.ts';
import { categoryPhrases } from '../format/phrases.ts';
import { OfficialName, Phrases } from './phrases.tsx';

const blank = '……';
const subject = ['THỐNG KÊ SỐ HỒ SƠ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG', 'VÀ Ý KIẾN GÓP Ý CỦA TỔ CHỨC,', 'CÁ NHÂN'];

/** The decree's form writes months 1 and 2 with a zero, the others without. */
const documentDay = (day: string): string => {
  const [, month, year] = formatDay(day).split('/');
  return `${day.slice(8, 10)}/${formatMonth(Number(month))}/${year}`;
};

const Cells = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.map((text, place) => (
    <td className="number" key={['c1', 'c2', 'c3', 'c4', 'c5', 'sum'][place]}>
      {text}
    </td>
  ));

/**
 * Phụ lục II as it prints: A4, the decree's margins, Tinos. Its words are the document's and always Vietnamese. Nothing stands
 * on it that will not be printed; notes stand beside it.
 */
export const Sheet = ({
  report,
  header,
  name,
  sheetRef,
  children,
}: {
  readonly report: Pick<ReportTable, 'period' | 'rows' | 'totals' | 'percent'>;
  readonly header: SettingValues['report'] | null;
  readonly name: string;
  readonly sheetRef?: Ref<HTMLDivElement>;
  readonly children?: ReactNode;
}) => {
  const { period, rows, totals, percent } = report;
  const month = formatMonth(monthOf(period.label));
  return (
    <section className="sheet" aria-label={name} lang="vi" ref={sheetRef}>
      <p className="sheet-annex">{header?.annexTitle ?? 'Phụ lục II'}</p>
      <p className="sheet-title">
        <Phrases of={subject} />
        <br />
        <Phrases
          of={[
            `THÁNG ${month} NĂM ${yearOf(period.label)}`,
            `(TỪ ${documentDay(period.from)} ĐẾN ${documentDay(period.to)})`,
          ]}
        />
      </p>
      <p className="sheet-reference" data-row="reference">
        <Phrases
          of={[
            `(Kèm theo Báo cáo số ${header?.reportNumber || blank}/BC-${header?.reportSign || blank}`,
            `ngày ${blank} tháng ${blank} năm ${blank}`,
            `của ${header?.issuingBody || blank})`,
          ]}
        />
      </p>
      <div className="sheet-rule" />
      <table>
        <colgroup>
          {['order', 'name', 'k1', 'k2', 'k3', 'k4', 'k5', 'sum'].map((column) => (
            <col key={column} className={column} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">STT</th>
            <th scope="col">Tên đơn vị</th>
            {categoryIds.map((id) => (
              <th scope="col" key={id}>
                <Phrases of={categoryPhrases(id)} />
              </th>
            ))}
            <th scope="col">
              <Phrases of={['Tổng', 'cộng']} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={row.id} data-row={row.id}>
              <td>{place + 1}</td>
              <th scope="row">
                <OfficialName name={row.name} />
              </th>
              <Cells texts={[...row.counts, row.total].map(formatCount)} />
            </tr>
          ))}
          <tr className="total">
            <td />
            <th scope="row">Tổng cộng</th>
            <Cells texts={[...totals.counts, totals.total].map(formatCount)} />
          </tr>
          <tr className="percent">
            <td />
            <th scope="row">Tỷ lệ %</th>
            <Cells texts={percent} />
          </tr>
        </tbody>
      </table>
      {children}
    </section>
  );
};
