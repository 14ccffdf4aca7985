import type { February } from '../console/support/february.ts';
import {
  departments,
  instantAt,
  type MadeUpDepartment,
  pressesOf,
} from '../console/support/made-up-month.ts';
import { writeComment } from '../console/support/write-comment.ts';

/** March as it never was: two departments that people were not content with, and a Tuesday that needs somebody. */
const dissatisfied: Readonly<Record<string, readonly [competence: number, time: number]>> = {
  'bao-hiem-xa-hoi-tinh': [3, 9],
  'so-giao-thong-van-tai': [1, 4],
  'so-tu-phap': [0, 2],
};
const worse: readonly MadeUpDepartment[] = departments.map((each) => {
  const [service, attitude] = each.counts;
  const [competence, time] = dissatisfied[each.id] ?? [0, 0];
  return { ...each, counts: [Math.round(service * 0.8), Math.round(attitude * 0.7), competence, time, 0] };
});

const [from, to] = ['2021-02-17', '2021-03-09'] as const;
const badToday = ['09:05', '09:50', '10:20', '14:05'] as const;

const comments = [
  ['q17-1', '2021-03-01', '09:12', 'Chờ gần hai tiếng mới đến lượt, trong khi quầy bên cạnh không có ai.'],
  [
    'q17-2',
    '2021-03-02',
    '14:40',
    'Cán bộ giải thích rõ ràng nhưng máy lấy số hay hết giấy. Cần gì thêm xin gọi cho tôi, số 0912 345 678.',
  ],
  ['q04-1', '2021-03-03', '08:31', 'Nên có biển chỉ dẫn lối vào cho người đi xe lăn.'],
  [
    'q12-1',
    '2021-03-04',
    '15:20',
    'Tôi đến lần thứ ba để bổ sung giấy tờ. Lần đầu chỉ được báo thiếu bản sao hộ khẩu, lần sau lại thiếu đơn xác nhận, lần này thì mẫu đơn đã thay đổi. Mong trung tâm in sẵn danh sách giấy tờ cho từng thủ tục và dán ngay tại quầy để người dân ở xa không phải đi lại nhiều lần.',
  ],
  ['q09-1', '2021-03-08', '10:02', 'Rất hài lòng, cảm ơn các anh chị.'],
  ['q16-1', '2021-03-09', '09:41', 'Số CCCD 012345678901 của tôi bị đọc to giữa phòng chờ.'],
] as const;

/** Goes on from a closed February to the afternoon of 9 March. */
export const openMarch = async ({ hall, desk, goTo }: February): Promise<void> => {
  const presses = pressesOf({ from, to, seed: 303, departments: worse });
  const acts = [
    ...presses.map((press) => ({ at: press.at, do: () => hall.press(press) })),
    ...badToday.map((time) => {
      const at = instantAt(to, `${time}:30`);
      const press = { at, kiosk: 'q17-3', department: 'bao-hiem-xa-hoi-tinh' };
      return { at, do: () => hall.press({ ...press, category: 'dissatisfied-time' }) };
    }),
    ...comments.map(([name, day, time, text]) => ({
      at: instantAt(day, `${time}:45`),
      do: () => writeComment(hall, name, instantAt(day, `${time}:45`), text),
    })),
  ].sort((a, b) => a.at - b.at);
  const until = instantAt(to, '15:10:00');
  for (const act of acts) if (act.at < until) act.do();
  await goTo(to, '15:10:00');
  await hall.watched();
  await desk.signIn();
  await desk.put(
    'contacts',
    {
      technician: { who: 'kỹ thuật viên trực', phone: '112' },
      departments: [{ id: 'bao-hiem-xa-hoi-tinh', who: 'đầu mối đơn vị', phone: '208' }],
    },
    to,
  );
};
