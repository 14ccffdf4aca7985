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
  const id = useId();
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
      <div className="dialog-body">
        <h2 id={id}>{title}</h2>
        {intro && <p className="dialog-intro">{intro}</p>}
        {children}
      </div>
      <div className="dialog-foot">{foot}</div>
    </dialog>
  );
};
