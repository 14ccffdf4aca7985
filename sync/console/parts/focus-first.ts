/** As a `ref`: the keyboard goes where the next step is, once, when that step appears. */
export const focusFirst = (element: HTMLElement | null): void => element?.focus();
