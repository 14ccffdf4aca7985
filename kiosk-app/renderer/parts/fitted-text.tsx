import { useLayoutEffect, useRef, useState } from 'react';

const smallest = 0.45;
const step = 0.96;

/** Vietnamese typography: never a line break before a dash. */
const holdDashes = (text: string): string => text.replace(/ ([–—-]) /g, '\u00a0$1 ');

/**
 * A name that somebody else wrote and that must be shown whole: as large as drawn where it fits, otherwise as large as its box
 * lets it be. Works through the CSS variable `--fit`, by which the style multiplies size and line height.
 */
export const FittedText = (props: {
  readonly text: string;
  readonly className: string;
  readonly testId: string;
  /** Whatever else changes the size of the box. */
  readonly box: string;
}) => {
  const ref = useRef<HTMLSpanElement>(null);
  const [areFontsReady, setAreFontsReady] = useState(
    () => 'document' in globalThis && document.fonts.status === 'loaded',
  );
  useLayoutEffect(() => {
    let isGone = false;
    void document.fonts.ready.then(() => {
      if (!isGone) setAreFontsReady(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const cause = `${props.text}|${props.box}|${areFontsReady}`;
  useLayoutEffect(() => {
    const element = ref.current;
    const box = element?.parentElement;
    if (!element || !box || cause === '') return;
    for (let fit = 1; fit > smallest; fit *= step) {
      box.style.setProperty('--fit', String(fit));
      if (element.scrollWidth <= box.clientWidth && element.offsetHeight <= box.clientHeight + 1) return;
    }
  }, [cause]);
  return (
    <span className={props.className}>
      <span ref={ref} className="fitted" data-testid={props.testId} lang="vi">
        {holdDashes(props.text)}
      </span>
    </span>
  );
};
