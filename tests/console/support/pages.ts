/** Every page of the console by its address; `who` sees all of it. */
export interface ConsolePage {
  readonly name: string;
  readonly hash: string;
  readonly who: 'reporter' | 'admin';
}

const page = (name: string, hash: string, who: ConsolePage['who'] = 'reporter'): ConsolePage => ({
  name,
  hash,
  who,
});

export const consolePages: readonly ConsolePage[] = [
  page('today', '#/hom-nay'),
  page('period-sheet', '#/ky-bao-cao/2021-02'),
  page('period-review', '#/ky-bao-cao/2021-02/nhin-lai'),
  page('period-history', '#/ky-bao-cao/2021-02/lich-su'),
  page('period-empty', '#/ky-bao-cao/2021-03'),
  page('kiosks', '#/kiosk'),
  page('kiosk', '#/kiosk/q15-2'),
  page('comments', '#/gop-y'),
  page('more', '#/them'),
  page('registry', '#/don-vi', 'admin'),
  page('people', '#/quan-tri/nguoi-dung', 'admin'),
  page('settings', '#/quan-tri/cai-dat', 'admin'),
  page('systems', '#/quan-tri/he-thong-khac', 'admin'),
  page('keeping', '#/quan-tri/sao-luu', 'admin'),
  page('alarms', '#/quan-tri/bao-dong', 'admin'),
  page('audit', '#/quan-tri/nhat-ky', 'admin'),
  page('account', '#/quan-tri/tai-khoan', 'admin'),
];
