import type { Page } from '../state/page-store.ts';
import { type SteerStep, steerSteps } from '../state/steer.ts';

const controls = (root: ParentNode): readonly HTMLButtonElement[] => [
  ...root.querySelectorAll<HTMLButtonElement>('.stage button'),
];

const mark = 'data-steered';

/**
 * Moves the focus as the panel's buttons ask for it: the controls are those that a keyboard reaches, in the same order. The mark
 * shows the ring, because a browser shows it by itself only after keys.
 */
export const followSteering = (
  page: Page,
  root: Document,
  nextFrame: (run: () => void) => void,
): (() => void) => {
  const focus = (element: HTMLButtonElement | undefined): void => {
    for (const marked of root.querySelectorAll(`[${mark}]`)) marked.removeAttribute(mark);
    element?.setAttribute(mark, '');
    element?.focus({ preventScroll: true });
  };
  const act = (step: SteerStep): void => {
    const all = controls(root);
    const at = all.findIndex((element) => element.hasAttribute(mark));
    switch (step) {
      // Nothing yet: the first step of another button stands on the first control.
      case 'begin':
        focus(undefined);
        break;
      case 'next':
        focus(all[(at + 1) % all.length]);
        break;
      case 'press':
        all[at]?.click();
        break;
      case 'end':
        focus(undefined);
        break;
      default:
        step satisfies never;
    }
  };
  return page.subscribe((now, before) => {
    const steps = steerSteps(before.snapshot?.steering, now.snapshot?.steering);
    // The controls of a screen are there after the frame that draws it.
    if (steps.length === 0) return;
    nextFrame(() => {
      for (const step of steps) act(step);
    });
  });
};
