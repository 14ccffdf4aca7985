import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CounterId, DepartmentId } from '../../sync/domain/ids.ts';
import type { ReportDay } from '../../sync/domain/period.ts';
import { type DissatisfiedCell, dissatisfiedNotices } from '../../sync/report/dissatisfied.ts';
import { dissatisfiedCsv, type NoticeFormat, renderNotices } from '../../sync/report/render-dissatisfied.ts';
import { needs } from '../support/needs.ts';
import { htmlRows, type Office, openOffice } from './office.ts';
import { type PdfFacts, readPdf, readTaggedTable } from './pdf.ts';
import { sampleReport } from './sample.ts';

const departments = ['Ban Z', 'Ban <A>', '=Ban B'].map((name, i) => ({
  order: i + 1,
  id: `d${i + 1}` as DepartmentId,
  name,
}));
const cell = (
  department: string,
  counter: string,
  day: string,
  category: DissatisfiedCell['category'],
  count: number,
): DissatisfiedCell => ({
  department: department as DepartmentId,
  counter: counter as CounterId,
  day: day as ReportDay,
  category,
  count,
});
const cells = [
  cell('d3', 'q1', '2024-05-02', 'dissatisfied-time', 1),
  cell('d2', 'q9', '2024-05-02', 'dissatisfied-time', 2),
  cell('d2', 'q2', '2024-05-02', 'dissatisfied-competence', 1),
  cell('d2', 'q9', '2024-04-30', 'dissatisfied-competence', 1),
  cell('d2', 'q9', '2024-05-02', 'dissatisfied-competence', 3),
  cell('d1', 'q3', '2024-05-02', 'dissatisfied-time', 0),
];
const notices = dissatisfiedNotices(departments, cells);
const { period } = sampleReport('2024-05', []);

describe('dissatisfied ratings for the departments', () => {
  it('are listed by day and counter, for those departments that have any, in stored order', () => {
    expect(notices.map((notice) => [notice.department.id, notice.total])).toEqual([
      ['d2', 7],
      ['d3', 1],
    ]);
    expect(notices[0]?.days).toEqual([
      { counter: 'q9', day: '2024-04-30', competence: 1, time: 0, total: 1 },
      { counter: 'q2', day: '2024-05-02', competence: 1, time: 0, total: 1 },
      { counter: 'q9', day: '2024-05-02', competence: 3, time: 2, total: 5 },
    ]);
  });

  it('never lose a rating of a department that the list does not hold', () => {
    expect(() => dissatisfiedNotices([], cells)).toThrow(/unknown department/);
  });

  it('come as CSV for the centre, defused', () => {
    const rows: string[][] = parse(dissatisfiedCsv(notices), { bom: true });
    expect(rows.slice(1)).toEqual([
      ['Ban <A>', '30/4/2024', 'q9', '1', '0', '1'],
      ['Ban <A>', '02/5/2024', 'q2', '1', '0', '1'],
      ['Ban <A>', '02/5/2024', 'q9', '3', '2', '5'],
      ["'=Ban B", '02/5/2024', 'q1', '0', '1', '1'],
    ]);
  });

  const settings = {
    parentBody: 'Văn phòng Ủy ban nhân dân tỉnh',
    issuingBody: 'Trung tâm X',
    place: 'Nơi ấy',
    signer: { position: 'Giám đốc', name: 'Nguyễn Văn A' },
  };
  const file = (format: NoticeFormat, of = notices): Promise<Uint8Array> =>
    renderNotices({ notices: of, period, settings, nameOf: (counter) => `Quầy ${counter}` }, format);
  const body =
    'Từ ngày 16/4/2024 đến hết ngày 15/5/2024, tổ chức, cá nhân đến giao dịch đã ghi nhận 7 lượt đánh giá không hài lòng tại quầy của đơn vị, theo từng ngày như sau:';
  const heading = [
    'Ngày',
    'Quầy',
    'Không hài lòng về nghiệp vụ nhân viên',
    'Không hài lòng về thời gian giao dịch',
    'Tổng cộng',
  ];
  const wanted = [
    heading,
    ['30/4/2024', 'Quầy q9', '1', '0', '1'],
    ['02/5/2024', 'Quầy q2', '1', '0', '1'],
    ['02/5/2024', 'Quầy q9', '3', '2', '5'],
    ['', 'Tổng cộng', '5', '2', '7'],
    heading,
    ['02/5/2024', 'Quầy q1', '0', '1', '1'],
    ['', 'Tổng cộng', '0', '1', '1'],
  ];

  it('come as one page a department, with the header fields that are set', async () => {
    const html = new TextDecoder().decode(await file('html'));
    expect(html.match(/<section class="notice">/g)).toHaveLength(2);
    expect(html).toContain('Kính gửi: Ban &lt;A&gt;');
    expect(html).toContain('Nơi ấy, ngày …… tháng …… năm ……');
    expect(html).toContain('TRUNG TÂM X');
    expect(html).toContain('Nguyễn Văn A');
    expect(html).toContain(body);
  });

  it('say so when there is none', async () => {
    const html = new TextDecoder().decode(await file('html', []));
    expect(html).toContain('Từ ngày 16/4/2024 đến hết ngày 15/5/2024 không có lượt đánh giá không hài lòng.');
  });

  needs('soffice', 'pdftotext')('as DOCX and PDF, read back by LibreOffice and poppler', () => {
    const long = [
      {
        ...(notices[0] ?? notices[1]),
        days: Array.from({ length: 40 }, (_, i) => ({
          counter: `q${i}` as CounterId,
          day: '2024-05-02' as ReportDay,
          competence: 1,
          time: 0,
          total: 1,
        })),
        total: 40,
      },
    ] as typeof notices;
    let office: Office;
    beforeAll(async () => {
      office = openOffice();
      for (const [name, of] of Object.entries({ short: notices, long, none: [] }))
        for (const format of ['docx', 'pdf'] as const)
          office.write(`${name}-${format}.${format}`, await file(format, of));
      office.convert(['short-docx.docx', 'long-docx.docx', 'none-docx.docx'], 'pdf');
      office.convert(['short-docx.docx'], 'html');
    }, 120_000);
    afterAll(() => office.close());
    const pdfOf = (name: string, format: string): PdfFacts =>
      readPdf(`${office.dir}/${format === 'docx' ? `pdf/${name}-docx` : `${name}-pdf`}.pdf`);
    const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

    it('hold exactly the rows and the words, cell by cell', () => {
      expect(readTaggedTable(`${office.dir}/short-pdf.pdf`)).toEqual(wanted);
      const rows = htmlRows(office.read('html/short-docx.html'));
      expect(rows.filter((row) => row.length === heading.length)).toEqual(wanted);
    });

    it.each(['docx', 'pdf'])(
      'stand each on a page of its own, within the margins, in Tinos (%s)',
      (format) => {
        const facts = pdfOf('short', format);
        expect(facts.pageSize).toMatch(/^59[45](\.\d+)? x 84[12](\.\d+)? pts/);
        expect(facts.pages).toHaveLength(2);
        expect(plain(facts.pages[0] ?? '')).toContain(body);
        for (const part of ['VĂN PHÒNG ỦY BAN', 'TRUNG TÂM X', 'Độc lập - Tự do - Hạnh phúc', 'GIÁM ĐỐC'])
          expect(facts.pages.every((page) => plain(page).includes(part))).toBe(true);
        expect(facts.pages.map((page) => /Kính gửi: (.*)/.exec(page)?.[1]?.trim())).toEqual([
          'Ban <A>',
          '=Ban B',
        ]);
        for (const font of facts.fonts) expect(font.name).toMatch(/\+Tinos-/);
        for (const word of facts.words.flat()) {
          expect(word.leftMm).toBeGreaterThanOrEqual(29.9);
          expect(word.rightMm).toBeLessThanOrEqual(195.1);
          expect(word.topMm).toBeGreaterThanOrEqual(19.5);
          expect(word.bottomMm).toBeLessThanOrEqual(277.1);
        }
        const sizeOf = (text: string): number | undefined => facts.sizes.get(text);
        expect(sizeOf('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toBe(12);
        expect(sizeOf('Độc lập - Tự do - Hạnh phúc')).toBe(13);
        expect(sizeOf('LƯỢT ĐÁNH GIÁ KHÔNG HÀI LÒNG THÁNG 5 NĂM 2024')).toBe(13);
        expect(sizeOf('30/4/2024')).toBe(12);
      },
    );

    it.each(['docx', 'pdf'])(
      'repeat their heading on the next page, and sign under the total (%s)',
      (format) => {
        const { pages } = pdfOf('long', format);
        expect(pages).toHaveLength(2);
        expect(pages.every((page) => /Ngày +Quầy/.test(plain(page)) || /nghiệp vụ/.test(page))).toBe(true);
        expect(pages[1]?.trim()).toMatch(/^2\n/);
        expect(plain(pages[1] ?? '')).toMatch(/Tổng cộng 40 0 40 GIÁM ĐỐC Nguyễn Văn A$/);
        expect(plain(pdfOf('none', format).pages.join(' '))).toMatch(
          /không có lượt đánh giá không hài lòng\.$/,
        );
      },
    );
  });
});
