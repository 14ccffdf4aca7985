import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsBeforeLock, noFaults, stepFaults, waitAfter } from '../../sync/centre/people/lock-out.ts';
import { addPerson, goodPassword, inside, openPeople, setUpAdmin } from './bench-people.ts';

describe('the wait after wrong passwords', () => {
  it('grows from a second to a minute, then locks for a quarter of an hour and up to a day', () => {
    expect([1, 4, 5, 6, 10, 11, 19].map(waitAfter)).toEqual([0, 0, 1_000, 2_000, 32_000, 60_000, 60_000]);
    expect(waitAfter(20)).toBe(15 * 60_000);
    expect(waitAfter(21)).toBe(30 * 60_000);
    expect(waitAfter(500)).toBe(24 * 3_600_000);
  });

  it('never lets through more than 20 attempts in a row without a lock of a quarter of an hour', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 30, maxLength: 80 }),
        (pauses) => {
          let faults = noFaults;
          let now = 1_000_000_000_000;
          const taken: number[] = [];
          for (const pause of pauses) {
            now += pause;
            const stepped = stepFaults(faults, now);
            if (!stepped.ok) continue;
            taken.push(now);
            faults = stepped.faults;
          }
          const after = taken[faultsBeforeLock];
          const locked = taken[faultsBeforeLock - 1];
          expect(after === undefined || locked === undefined || after - locked >= 15 * 60_000).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a name that is tried', () => {
  it('locks after 20 wrong passwords, also for the right one, and opens again in time', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    let wrong = 0;
    for (let i = 0; i < 200 && wrong < 20; i += 1) {
      const answer = await bench.signIn.withPassword('lan', `sai lần ${i} thôi`, inside);
      if (!answer.ok && answer.reason === 'wrong') wrong += 1;
      bench.pass(61_000);
    }
    expect(wrong).toBe(20);
    const right = await bench.signIn.withPassword('lan', goodPassword, inside);
    expect(right).toMatchObject({ ok: false, reason: 'locked' });
    bench.pass(15 * 60_000);
    expect(await bench.signIn.withPassword('lan', goodPassword, inside)).toMatchObject({ ok: true });
  });

  it('answers the same, step by step, whether somebody has it or not', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    const told = async (name: string): Promise<unknown[]> => {
      const answers: unknown[] = [];
      for (let i = 0; i < 26; i += 1) {
        answers.push(await bench.signIn.withPassword(name, `không phải ${i}`, inside));
        bench.pass(i % 3 === 0 ? 500 : 61_000);
      }
      return answers;
    };
    expect(await told('lan')).toEqual(await told('khong-co-ai'));
  });

  it('counts twenty attempts at once as twenty', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.signIn.withPassword('lan', `sai cùng lúc ${i}`, inside)),
    );
    const reasons = answers.map((answer) => (answer.ok ? 'ok' : answer.reason));
    expect(reasons.filter((reason) => reason === 'wrong')).toHaveLength(5);
    expect(reasons.filter((reason) => reason === 'locked')).toHaveLength(15);
  });

  it('takes as long for nobody as for somebody', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    const medianOf = async (name: string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 7; i += 1) {
        const begun = performance.now();
        await bench.signIn.withPassword(name, 'không phải thế này', inside);
        times.push(performance.now() - begun);
        bench.lockOut.forget(name);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    const [somebody, nobody] = [await medianOf('lan'), await medianOf('khong-co-ai')];
    // Argon2 is nearly all of it; a name that needed none would answer in a tenth of the time.
    expect(nobody / somebody).toBeGreaterThan(0.4);
    expect(nobody / somebody).toBeLessThan(2.5);
  });
});
