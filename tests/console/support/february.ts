import type { CounterId, DepartmentId } from '../../../sync/domain/ids.ts';
import { type Hall, openHall, selfTest } from './hall.ts';
import { departments, instantAt, pressesOf } from './made-up-month.ts';
import { type Desk, type Person, setUp } from './staff.ts';

/** A centre in February 2021 with its people and settings, up to an instant. */
export interface February {
  readonly hall: Hall;
  readonly desk: Desk;
  readonly reporter: Person;
  /** The dossiers that each department resolved in the period: 7.718. */
  enterDossiers(): Promise<void>;
  /** Q09-2 has sent what it held. */
  catchUp(): void;
  /** Q15-2 has a line again: it sends the four entries that it kept, two of them ratings of the period. */
  bringBack(): Promise<void>;
  /** Goes on to a later instant: what was pressed until then is sent. */
  goTo(day: string, time: string): Promise<void>;
}

const presses = pressesOf({
  from: '2021-01-18',
  to: '2021-02-09',
  seed: 2021,
  lastDayOf: { 'q15-2': '2021-02-05' },
});

/** Dossiers resolved, in the order of the departments. */
const resolved = [5, 612, 29, 2489, 226, 3, 110, 78, 483, 11, 23, 428, 30, 51, 66, 994, 2080];

/** Ends at 14:32 on 9 February: Q15-2 is out of reach since the day before, Q04-2 has a deaf button, Q07-1 a fast clock. */
export const openFebruary = async (): Promise<February> => {
  const hall = await openHall({ from: instantAt('2021-01-15', '17:00:00') });
  let next = 0;
  const pressUntil = (at: number): void => {
    for (let press = presses[next]; press && press.at <= at; press = presses[next]) {
      hall.press(press);
      next += 1;
    }
  };
  const goTo = async (day: string, time: string): Promise<void> => {
    const at = instantAt(day, time);
    pressUntil(at);
    await hall.rest();
    hall.moveTo(at);
    await hall.send();
  };

  const desk = await setUp(hall);
  await desk.put(
    'report',
    { issuingBody: 'Trung tâm Phục vụ hành chính công', reportSign: 'TTHC' },
    '2021-01-16',
  );
  await desk.put('holidays', { days: [{ from: '2021-02-10', to: '2021-02-16', name: 'Tết' }] }, '2021-01-16');
  await desk.put(
    'contacts',
    {
      technician: { who: 'kỹ thuật viên trực', phone: '112' },
      departments: [{ id: 'cong-an-tinh', who: 'đầu mối đơn vị', phone: '206' }],
    },
    '2021-01-16',
  );
  const reporter = await desk.invite('tong.hop', 'Cán bộ tổng hợp', 'reporter', true);

  for (const name of hall.kiosks.keys()) selfTest(hall, name, instantAt('2021-01-18', '06:40:00'));
  hall.runFast('q07-1', (4 * 60 + 12) * 1_000);
  await goTo('2021-02-08', '13:00:00');
  const far = hall.kiosk('q15-2');
  for (const minute of ['01', '03']) {
    hall.write('q15-2', instantAt('2021-02-08', `13:${minute}:00`), {
      kind: 'rating',
      category: minute === '01' ? 'satisfied-service' : 'satisfied-attitude',
      department: far.department as DepartmentId,
      counter: '15-2' as CounterId,
      via: 'serial',
    });
    hall.write('q15-2', instantAt('2021-02-08', `13:${minute}:30`), { kind: 'boot', version: '1.4.2' });
  }
  far.holds = 4;
  await goTo('2021-02-08', '13:05:00');
  far.isOnline = false;
  selfTest(hall, 'q04-2', instantAt('2021-02-09', '06:45:00'), [1, 2, 4, 5]);
  // Q09-2 was away for an hour after lunch and has three entries still to send.
  await goTo('2021-02-09', '13:12:00');
  const back = hall.kiosk('q09-2');
  back.isOnline = false;
  await goTo('2021-02-09', '14:26:00');
  await hall.watched();
  for (const second of ['05', '25', '45'])
    hall.write('q09-2', instantAt('2021-02-09', `14:26:${second}`), { kind: 'boot', version: '1.4.2' });
  back.isOnline = true;
  back.holds = 3;
  await goTo('2021-02-09', '14:32:00');
  await hall.watched();
  return {
    hall,
    desk,
    reporter,
    goTo,
    enterDossiers: async () => {
      await desk.ask('PUT /api/periods/:label/dossiers', '/api/periods/2021-02/dossiers', {
        byDepartment: departments.map(({ id }, place) => ({ id, resolved: resolved[place] })),
      });
    },
    catchUp: () => {
      back.holds = 0;
    },
    bringBack: async () => {
      far.isOnline = true;
      far.holds = 0;
      await hall.send();
    },
  };
};
