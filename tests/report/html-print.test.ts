import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportData } from '../../sync/report/data.ts';
import { renderReport } from '../../sync/report/render.ts';
import { readReference } from '../reference/reference.ts';
import { needs } from '../support/needs.ts';
import { manyDepartments, officialHeadings, printedRows, sampleReport } from './sample.ts';

needs('chromium', 'pdftotext')('HTML, printed by Chromium', () => {
  const dir = mkdtempSync(join(tmpdir(), 'report-html-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Prints to PDF and reads it back: the text of each page, and what pdfinfo and pdffonts say. */
  const print = async (data: ReportData) => {
    const page = await browser.newPage();
    await page.setContent(new TextDecoder().decode(await renderReport(data, 'html')));
    const pdf = join(dir, `${data.rows.length}.pdf`);
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
    await page.close();
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
      .split('\f')
      .slice(0, -1);
    return { pages, fonts: execFileSync('pdffonts', [pdf], { encoding: 'utf8' }) };
  };

  it.each([
    ['seventeen', () => manyDepartments(17)],
    ['reference', () => sampleReport(readReference().period.label, readReference().rows)],
  ] as const)('shows exactly the numbers and the wording: %s', async (_, dataOf) => {
    const page = await browser.newPage();
    await page.setContent(new TextDecoder().decode(await renderReport(dataOf(), 'html')));
    const shown = await page.$$eval('tr', (rows) =>
      rows.map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent)),
    );
    await page.close();
    expect(shown).toEqual([officialHeadings, ...printedRows(dataOf())]);
  });

  it('puts seventeen departments on one page without a page number, in embedded Tinos', async () => {
    const { pages, fonts } = await print(manyDepartments(17));
    expect(pages).toHaveLength(1);
    expect(pages[0]?.trim().startsWith('Phụ lục II')).toBe(true);
    expect(pages[0]).toMatch(/Tỷ lệ %/);
    const used = fonts.trim().split('\n').slice(2);
    expect(used.length).toBeGreaterThan(0);
    for (const line of used) expect(line).toMatch(/\+Tinos-(Regular|Bold|Italic) .* yes yes yes /);
  });

  it('repeats the heading on every page of sixty departments and numbers from page 2', async () => {
    const { pages } = await print(manyDepartments(60));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.every((page) => page.includes('STT'))).toBe(true);
    expect(pages.map((page) => page.trim().split('\n')[0]?.trim())).toEqual([
      'Phụ lục II',
      ...pages.slice(1).map((_, i) => String(i + 2)),
    ]);
    // A row is never split: the first and the second line of each long name stand on the same page.
    for (const page of pages)
      expect(page.split('Ban Thử nghiệm').length).toBe(page.split('và Kiểm định số').length);
    expect(pages.at(-1)).toMatch(/60[\s\S]*Tổng cộng[\s\S]*Tỷ lệ %/);
  });
});
