import { type FoundDevice, productName } from '../../device/find/found-device.ts';
import { listDevices } from '../../device/find/list-devices.ts';
import type { LearnEvent } from '../../device/learn/learn-machine.ts';
import { learnPanel } from '../../device/learn/learn-panel.ts';
import { formatPanelSpec } from '../../device/spec/panel-spec.ts';
import type { PanelLesson } from '../contract/snapshot.ts';
import type { KioskConfig } from './config.ts';
import { rememberDevice } from './known-devices-file.ts';
import type { Timers } from './port.ts';

/** Teaching a panel from the screen: what is plugged in, then one button after another, then the map in the configuration. */
export interface PanelLessons {
  current(): PanelLesson | undefined;
  /** Looks at what is plugged in; with `path`, teaches that device. */
  begin(path: string | undefined): void;
  /** Ends a lesson; what was there before goes on. */
  end(): void;
}

const eventOf = (event: LearnEvent): Partial<PanelLesson> => {
  switch (event.tell) {
    case 'looking':
      return { phase: 'looking' };
    case 'detected':
      return { profile: event.profile };
    case 'ask':
      return { phase: 'asking', button: event.button };
    case 'learnt':
      return { learnt: event.button };
    case 'refused':
      return event.why === 'several' ? { refused: 'several' } : { refused: 'already-learnt', as: event.as };
  }
};

export const createPanelLessons = (options: {
  readonly timers: Timers;
  /** Where it is written down how to read the next device of the kind. */
  readonly dataDir: string;
  readonly onChange: () => void;
  /** Lets go of the panels that are open, so that the device is free; gives them back when the lesson ends without a result. */
  readonly release: () => Promise<void>;
  readonly giveBack: () => void;
  readonly save: (panels: KioskConfig['panels']) => void;
}): PanelLessons => {
  let lesson: PanelLesson | undefined;
  let stop: AbortController | undefined;

  const show = (next: PanelLesson | undefined): void => {
    lesson = next;
    options.onChange();
  };

  const teach = async (devices: readonly FoundDevice[], path: string, signal: AbortSignal): Promise<void> => {
    await options.release();
    const device = devices.find((found) => found.path === path) ?? ({ kind: 'serial', path } as const);
    const learnt = await learnPanel({
      device,
      others: devices,
      clock: options.timers,
      signal,
      tell: (event) => {
        const { refused: _, as: __, ...rest } = lesson ?? { phase: 'looking', devices: [] };
        show({ ...rest, ...eventOf(event) });
      },
    });
    if (learnt.ok) {
      options.save([{ ...formatPanelSpec(learnt.spec), profile: learnt.spec.profile }]);
      rememberDevice(options.dataDir, device, learnt.spec, productName(device));
      show({ phase: 'done', devices: lesson?.devices ?? [] });
    } else {
      options.giveBack();
      if (!signal.aborted) show({ phase: 'failed', devices: lesson?.devices ?? [], problem: learnt.problem });
    }
  };

  const begin = async (path: string | undefined, signal: AbortSignal): Promise<void> => {
    const { devices, missing } = await listDevices();
    if (signal.aborted) return;
    const listed = devices.map(({ device, name, problem }) => ({
      path: device.path,
      name,
      ...(problem === undefined ? {} : { problem }),
    }));
    const [problem] = missing;
    show({
      phase: path === undefined ? 'choosing' : 'looking',
      devices: listed,
      ...(problem ? { problem } : {}),
    });
    if (path !== undefined)
      await teach(
        devices.map(({ device }) => device),
        path,
        signal,
      );
  };

  return {
    current: () => lesson,
    begin: (path) => {
      stop?.abort();
      stop = new AbortController();
      void begin(path, stop.signal);
    },
    end: () => {
      stop?.abort();
      stop = undefined;
      show(undefined);
    },
  };
};
