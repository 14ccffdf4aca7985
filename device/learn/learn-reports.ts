import type { FoundHidDevice } from '../find/found-device.ts';
import { hidLink } from '../link/hid-link.ts';
import { formatReportCode } from '../protocol/hid-report.ts';
import type { RawSpec } from '../spec/parsed.ts';
import { ambiguous, askInTurn, type LearnContext, listenTo, pause } from './learn-context.ts';
import {
  codesOf,
  endGesture,
  newReportWatch,
  type ReportChange,
  watchReport,
  watchRest,
} from './report-gestures.ts';

export const learnReports = (context: LearnContext, device: FoundHidDevice): Promise<RawSpec> => {
  const { clock, timing, tell } = context;
  let watch = newReportWatch;
  let read = (report: readonly number[]): void => {
    watch = watchRest(watch, report);
  };
  const link = hidLink(
    device.path,
    async () => device.path,
    () => {},
  );
  return listenTo(
    link,
    context,
    (report) => read([...report]),
    async (listening) => {
      tell({ tell: 'looking', path: device.path });
      await pause(clock, Math.min(1_000, timing.lookMs));
      tell({ tell: 'detected', profile: 'hid-report' });
      const { answer, done } = askInTurn<ReportChange>(context, listening);
      let cancelQuiet = (): void => {};
      const end = (): void => {
        const ended = endGesture(watch);
        if (ended === undefined) return;
        watch = ended.watch;
        answer(ended.gesture);
      };
      read = (report) => {
        const before = watch;
        watch = watchReport(watch, report);
        if (watch === before) return;
        cancelQuiet();
        cancelQuiet = clock.after(timing.quietMs, end);
      };
      const coded = codesOf(await done);
      cancelQuiet();
      if (coded === undefined) throw ambiguous(device.path);
      return {
        profile: 'hid-report',
        buttons: Object.fromEntries(coded.map(({ button, code }) => [button, formatReportCode(code)])),
      };
    },
  );
};
