import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SettingValues } from '../../sync/centre/api/setting.ts';
import { auditOf } from '../../sync/centre/audit/audit.ts';
import { UsageError } from '../../sync/centre/commands/command-line.ts';
import { drawReport } from '../../sync/centre/commands/report-asked.ts';
import type { PeriodLabel } from '../../sync/domain/period.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type BenchCentre, openBenchCentre } from './support/bench-centre.ts';
import { department, instant, ratingDraft, scriptKiosk } from './support/scripted-kiosk.ts';

const now = instant('2021-02-20T08:00:00+07:00');
const draw = async (...words: string[]): Promise<string> => {
  const { bytes } = await drawReport(words, now);
  return typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
};
const jan = '2021-01' as PeriodLabel;

const setReport = (centre: BenchCentre, from: string, value: SettingValues['report']): void => {
  const { store, now } = centre;
  store.transact(() => {
    const detail = { from, value };
    const fact = { person: 'lan', from: null, action: 'setting/changed', subject: 'report', detail };
    store.db
      .prepare('INSERT INTO setting (audit_seq, key, from_day) VALUES (?, ?, ?)')
      .run(auditOf(store.db, store.identity).append(fact, now), 'report', from);
  });
};

/** January closed with 2 ratings and 1 late, February with 4 of which one is dissatisfied; nothing after. */
const filled = (): string => {
  const folder = temporaryFolder();
  const centre = openBenchCentre(instant('2021-01-10T08:00:00+07:00'), folder);
  centre.store.transact(() =>
    centre.store.registry.put(
      [
        { order: 1, id: department('so-y-te'), name: 'Sở Y tế' },
        { order: 2, id: department('so-tu-phap'), name: 'Sở Tư pháp' },
      ],
      'Lan',
      centre.now,
    ),
  );
  setReport(centre, '2020-01-01', { issuingBody: 'Trung tâm Cũ' });
  setReport(centre, '2021-02-01', { issuingBody: 'Trung tâm Mới', reportSign: 'TTHC', csvSeparator: ';' });
  const kiosk = scriptKiosk('k1', centre.now);
  kiosk.write(ratingDraft());
  kiosk.write(ratingDraft({ category: 'comment' }));
  centre.take(kiosk.entriesTopic, kiosk.batch(1));
  centre.now = instant('2021-01-20T08:00:00+07:00');
  expect(centre.desk.close({ label: jan, person: 'Lan', reason: 'một kiosk chưa gửi' })).toMatchObject({
    ok: true,
  });
  const late = scriptKiosk('k2', instant('2021-01-12T08:00:00+07:00'));
  late.write(ratingDraft({ department: department('so-y-te') }));
  late.pass(8 * 86_400_000);
  centre.take(late.entriesTopic, late.batch(1));
  expect(centre.desk.issueSupplement({ label: jan, person: 'Lan' })).toMatchObject({ ok: true });
  kiosk.pass(11 * 86_400_000);
  for (const category of ['satisfied-service', 'satisfied-attitude', 'dissatisfied-time'] as const)
    kiosk.write(ratingDraft({ category }));
  kiosk.write(ratingDraft({ department: department('so-y-te') }));
  centre.now = instant('2021-01-21T08:00:00+07:00');
  centre.take(kiosk.entriesTopic, kiosk.batch(3));
  centre.store.close();
  return folder;
};

describe('npm run report', () => {
  it('draws months, earlier revisions, supplements, quarters and years under the header that held then', async () => {
    const data = ['--data', filled()] as const;
    const table = (...words: string[]) => draw(...data, ...words);
    const january = JSON.parse(await table('--period', '2021-01', '--format', 'json'));
    expect(january).toMatchObject({ period: { closed: true, revision: 1 }, totals: { total: 2 }, late: 1 });
    expect(JSON.parse(await table('--period', '2021-01', '--format', 'json', '--revision', '1'))).toEqual(
      january,
    );
    expect(await table('--period', '2021-01', '--format', 'csv', '--supplement', '1')).toContain(
      '1,Sở Y tế,1,0,0,0,0,1',
    );
    // Closed in January under the old name; February is drawn under the new one, and with its separator.
    expect(await table('--period', '2021-01', '--format', 'html')).toContain('của Trung tâm Cũ)');
    const html = await table('--period', '2021-02', '--format', 'html');
    expect(html).toContain('của Trung tâm Mới)');
    expect(html).toContain('/BC-TTHC');
    expect(await table('--period', '2021-02', '--format', 'csv')).toContain('Tổng cộng;2;1;0;1;0;4\r\n');
    const said = await table(
      '--period',
      '2021-02',
      '--format',
      'html',
      '--set',
      'issuingBody=Ban <A>',
      '--set',
      'reportNumber=03',
    );
    expect(said).toContain('(Kèm theo Báo cáo số 03/BC-TTHC');
    expect(said).toContain('của Ban &lt;A&gt;)');
    for (const [span, title] of [
      ['2021-Q1', 'QUÝ I NĂM 2021'],
      ['2021', 'NĂM 2021'],
    ] as const) {
      const sum = JSON.parse(await table('--period', span, '--format', 'json'));
      expect(sum).toMatchObject({ from: '2020-12-16', totals: { total: 6 } });
      expect(await table('--period', span, '--format', 'html')).toContain(title);
    }
  });

  it('draws what is said beside the table', async () => {
    const folder = filled();
    const february = ['--data', folder, '--period', '2021-02', '--about'] as const;
    const text = (...words: string[]) => draw(...february, ...words);
    const sheet = join(folder, 'dossiers.csv');
    writeFileSync(sheet, 'Đơn vị;Đã giải quyết\nSở Y tế;40\nSở Tư pháp;10\n');
    expect(await text('sentence')).toMatch(/^Có 4 ý kiến .* hài lòng; kết quả có 75,00\u00a0% /);
    expect(await text('sentence', '--dossiers', '47')).toContain('(chiếm 8,51\u00a0% hồ sơ đã giải quyết)');
    expect(await text('sentence', '--dossiers', sheet)).toContain('(chiếm 8,00\u00a0% hồ sơ đã giải quyết)');
    expect((await text('rates', '--dossiers', sheet)).split('\r\n').slice(1, 3)).toEqual([
      'Sở Y tế;1;40;"2,50"',
      'Sở Tư pháp;3;10;"30,00"',
    ]);
    expect(await text('comparison')).toBe('tăng 2 ý kiến (100,00\u00a0%) so với tháng 01 năm 2021\n');
    expect(await text('comparison', '--format', 'csv')).toContain('Sở Tư pháp;3;2;1\r\nTổng cộng;4;2;2\r\n');
    expect((await text('dissatisfied', '--format', 'csv')).split('\r\n').slice(1)).toEqual([
      'Sở Tư pháp;21/01/2021;q1;0;1;1',
      '',
    ]);
    expect(JSON.parse(await text('dissatisfied', '--format', 'json', '--department', 'so-y-te'))).toEqual([]);
    expect(await text('dissatisfied')).toContain('Kính gửi: Sở Tư pháp');
    expect(await text('dissatisfied', '--format', 'docx')).toMatch(/^PK/);
    expect(await text('dissatisfied', '--format', 'pdf', '--department', 'so-tu-phap')).toMatch(/^%PDF-/);
    expect(await text('summary')).toMatch(/^TRUNG TÂM MỚI\n/);
  });

  it('names what is wrong in words of the person who asked', async () => {
    const folder = filled();
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, 'id,resolved\nso-y-te,4\nso-moi,5\n');
    const month = ['--period', '2021-02'];
    const json = ['--format', 'json'];
    const cases: readonly [words: string[], says: RegExp][] = [
      [['--period', '2021-Q5', ...json], /--period must be a month such as 2021-02, a quarter/],
      [['--period', '2019', ...json], /no month of 2019 has begun/],
      [['--period', '2021-Q1', '--about', 'sentence'], /--about goes with a month/],
      [['--period', '2021-Q1', ...json, '--revision', '1'], /go with a month/],
      [[...month, ...json, '--revision', '1'], /2021-02 has no revision 1/],
      [['--period', '2021-01', ...json, '--supplement', '7'], /2021-01 has no supplement 7/],
      [[...month, ...json, '--revision', '0'], /--revision must be a number from 1: 0/],
      [[...month, ...json, '--set', 'place'], /--set must be FIELD=TEXT: place/],
      [[...month, ...json, '--set', 'motto=x'], /--set motto: there is no such field/],
      [[...month, ...json, '--set', 'annexTitle=Annex'], /--set annexTitle/],
      [[...month, ...json, '--dossiers', '5'], /go with --about/],
      [[...month, '--about', 'weather'], /--about must be one of sentence, /],
      [
        [...month, '--about', 'sentence', '--format', 'docx'],
        /--format of sentence must be one of text: docx/,
      ],
      [[...month, '--about', 'rates'], /no dossiers by department are known for 2021-02/],
      [[...month, '--about', 'rates', '--dossiers', bad], /line 3: dossiers\/unknown-department/],
      [[...month, '--about', 'rates', '--dossiers', join(folder, 'none.csv')], /cannot be read/],
      [[...month, '--about', 'dissatisfied', '--department', 'x'], /--department x: there is no such row/],
      [['--period', '2020-12', '--about', 'comparison'], /there is nothing before 2020-12/],
    ];
    for (const [words, says] of cases) {
      const drawn = draw('--data', folder, ...words);
      await expect(drawn, words.join(' ')).rejects.toThrow(UsageError);
      await expect(drawn, words.join(' ')).rejects.toThrow(says);
    }
  });
});
