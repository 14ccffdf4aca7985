import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

/** A question over the page. Escape is "Để sau"; the focus starts on the first choice and returns to where it came from. */
export const Dialog = ({
  title,
  intro,
  foot,
  onLater,
  children,
  isNarrow = false,
}: {
  readonly title: ReactNode;
  readonly intro?: ReactNode;
  readonly foot: ReactNode;
  readonly onLater: () => void;
  readonly children: ReactNode;
  readonly isNarrow?: boolean;
}) => {
  const ref = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  // A body that holds nothing to step to is stepped to itself: its long lists scroll by keyboard, too.
  useLayoutEffect(() => {
    const controls = body.current?.querySelector('input:not([hidden]), select, textarea, button, a[href]');
    if (controls) body.current?.removeAttribute('tabindex');
    else body.current?.setAttribute('tabindex', '0');
  });
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    // The browser's own choice may be the box that scrolls, where typing goes nowhere.
    const first =
      dialog.querySelector<HTMLElement>('[data-first]') ??
      dialog.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, button)');
    first?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={isNarrow ? 'dialog narrow' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onLater();
      }}
    >
      <div ref={body} className="dialog-body">
        <h2 id={id}>{title}</h2>
        {intro && <p className="dialog-intro">{intro}</p>}
        {children}
      </div>
      <div className="dialog-foot">{foot}</div>
    </dialog>
  );
};
