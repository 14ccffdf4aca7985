/** Where the console stands. The address keeps it after `#`, so that the centre serves one file and every page can be linked to. */
export type Route =
  | { readonly page: 'today' }
  | { readonly page: 'period'; readonly label: string | null; readonly view: PeriodView }
  | { readonly page: 'kiosks' }
  | { readonly page: 'kiosk'; readonly kiosk: string }
  | { readonly page: 'comments' }
  | { readonly page: 'registry' }
  | { readonly page: 'admin'; readonly view: AdminView }
  | { readonly page: 'more' };

export const periodViews = ['sheet', 'review', 'history'] as const;
export type PeriodView = (typeof periodViews)[number];
export const adminViews = ['people', 'settings', 'systems', 'keeping', 'alarms', 'audit', 'account'] as const;
export type AdminView = (typeof adminViews)[number];

const slugs = {
  today: 'hom-nay',
  period: 'ky-bao-cao',
  kiosks: 'kiosk',
  comments: 'gop-y',
  registry: 'don-vi',
  admin: 'quan-tri',
  more: 'them',
} as const;
const periodSlugs: Readonly<Record<PeriodView, string>> = {
  sheet: 'bang-in',
  review: 'nhin-lai',
  history: 'lich-su',
};
const adminSlugs: Readonly<Record<AdminView, string>> = {
  people: 'nguoi-dung',
  settings: 'cai-dat',
  systems: 'he-thong-khac',
  keeping: 'sao-luu',
  alarms: 'bao-dong',
  audit: 'nhat-ky',
  account: 'tai-khoan',
};

const labelShape = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
};

export const parseRoute = (hash: string): Route => {
  const [place = '', first = '', second = ''] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  switch (place) {
    case slugs.period:
      return {
        page: 'period',
        label: labelShape.test(first) ? first : null,
        view: periodViews.find((view) => periodSlugs[view] === second) ?? 'sheet',
      };
    case slugs.kiosks:
      return first === '' ? { page: 'kiosks' } : { page: 'kiosk', kiosk: first };
    case slugs.comments:
      return { page: 'comments' };
    case slugs.registry:
      return { page: 'registry' };
    case slugs.admin:
      return { page: 'admin', view: adminViews.find((view) => adminSlugs[view] === first) ?? 'people' };
    case slugs.more:
      return { page: 'more' };
    default:
      return { page: 'today' };
  }
};

export const hrefOf = (route: Route): string => {
  switch (route.page) {
    case 'period':
      return route.label === null
        ? `#/${slugs.period}`
        : `#/${slugs.period}/${route.label}${route.view === 'sheet' ? '' : `/${periodSlugs[route.view]}`}`;
    case 'kiosk':
      return `#/${slugs.kiosks}/${encodeURIComponent(route.kiosk)}`;
    case 'admin':
      return `#/${slugs.admin}/${adminSlugs[route.view]}`;
    case 'today':
    case 'kiosks':
    case 'comments':
    case 'registry':
    case 'more':
      return `#/${slugs[route.page]}`;
    default:
      return route satisfies never;
  }
};
