import type { CategoryId } from '../../../sync/domain/categories.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import { seeded } from '../../support/seeded.ts';

export interface MadeUpDepartment {
  readonly order: number;
  readonly id: string;
  readonly name: string;
  readonly kiosks: number;
  /** Ratings of the month, by category. */
  readonly counts: readonly [number, number, number, number, number];
}

const row = (
  order: number,
  id: string,
  name: string,
  kiosks: number,
  ...counts: readonly number[]
): MadeUpDepartment => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = counts;
  return { order, id, name, kiosks, counts: [a, b, c, d, e] };
};

/** The table of February 2021 as a centre really handed it up: 660 ratings, 169 and 491. The minutes are made up. */
export const departments: readonly MadeUpDepartment[] = [
  row(1, 'so-thong-tin-va-truyen-thong', 'Sở Thông tin và Truyền thông', 1, 0, 4),
  row(2, 'so-cong-thuong', 'Sở Công Thương', 1, 3, 1),
  row(3, 'so-giao-duc-va-dao-tao', 'Sở Giáo dục và Đào tạo', 1, 1, 1),
  row(4, 'so-giao-thong-van-tai', 'Sở Giao thông vận tải', 2, 18, 25),
  row(5, 'so-ke-hoach-va-dau-tu', 'Sở Kế hoạch và Đầu tư', 2, 27, 45),
  row(6, 'so-khoa-hoc-va-cong-nghe', 'Sở Khoa học và Công nghệ', 1, 0, 2),
  row(7, 'so-lao-dong-thuong-binh-va-xa-hoi', 'Sở Lao động - Thương binh và Xã hội', 1, 1, 0),
  row(8, 'so-noi-vu', 'Sở Nội vụ', 1, 0, 30),
  row(9, 'so-nong-nghiep-va-phat-trien-nong-thon', 'Sở Nông nghiệp và Phát triển nông thôn', 2, 6, 73),
  row(10, 'so-tai-chinh', 'Sở Tài chính', 1, 0, 1),
  row(11, 'so-tai-nguyen-va-moi-truong', 'Sở Tài nguyên và Môi trường', 1, 7, 7),
  row(12, 'so-tu-phap', 'Sở Tư pháp', 3, 31, 99),
  row(13, 'so-van-hoa-the-thao-va-du-lich', 'Sở Văn hóa, Thể thao và Du lịch', 1, 2, 15),
  row(14, 'so-xay-dung', 'Sở Xây dựng', 1, 5, 28),
  row(15, 'so-y-te', 'Sở Y tế', 2, 18, 23),
  row(16, 'cong-an-tinh', 'Công an tỉnh', 2, 9, 63),
  row(17, 'bao-hiem-xa-hoi-tinh', 'Bảo hiểm xã hội tỉnh', 3, 41, 74),
];

const two = (n: number): string => String(n).padStart(2, '0');
export const kioskNames = ({ order, kiosks }: MadeUpDepartment): readonly string[] =>
  Array.from({ length: kiosks }, (_, place) => `q${two(order)}-${place + 1}`);

export const instantAt = (day: string, time: string): Instant =>
  Date.parse(`${day}T${time}+07:00`) as Instant;

export interface MadeUpPress {
  readonly at: Instant;
  readonly kiosk: string;
  readonly department: string;
  readonly category: CategoryId;
}

const daysIn = (from: string, to: string): readonly string[] => {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    if (new Date(at).getUTCDay() % 6 !== 0) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

/** Half a day's opening hours each, in minutes since midnight. */
const halves = [
  [7 * 60 + 20, 10 * 60 + 50],
  [13 * 60 + 10, 16 * 60 + 40],
] as const;

/** Every press of a month in the order of time, on working days and in opening hours; `lastDayOf` cuts a kiosk off. */
export const pressesOf = (options: {
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  readonly departments?: readonly MadeUpDepartment[];
  readonly lastDayOf?: Readonly<Record<string, string>>;
}): readonly MadeUpPress[] => {
  const random = seeded(options.seed);
  const pick = (length: number): number => Math.floor(random() * length);
  const days = daysIn(options.from, options.to);
  const used = new Set<string>();
  const presses: MadeUpPress[] = [];
  for (const department of options.departments ?? departments) {
    const kiosks = kioskNames(department);
    for (const [place, count] of department.counts.entries())
      for (let nth = 0; nth < count; nth += 1) {
        const kiosk = kiosks[pick(kiosks.length)] ?? '';
        const last = options.lastDayOf?.[kiosk] ?? options.to;
        const open = days.filter((day) => day <= last);
        const day = open[pick(open.length)] ?? options.from;
        const [first, end] = halves[random() < 0.6 ? 0 : 1];
        let minute = first + pick(end - first);
        // No two presses of a kiosk within a minute: none of them is a repeat.
        while (used.has(`${kiosk} ${day} ${minute}`)) minute += 1;
        used.add(`${kiosk} ${day} ${minute}`);
        const at = instantAt(day, `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(pick(60))}`);
        presses.push({ at, kiosk, department: department.id, category: categoryIds[place] ?? 'comment' });
      }
  }
  return presses.sort((a, b) => a.at - b.at);
};
