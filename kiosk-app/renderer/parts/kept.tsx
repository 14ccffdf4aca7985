import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PageStore } from '../state/page-store.ts';
import { usePageParts } from './page-context.ts';

/**
 * Pictures that say the same every time. Each is drawn when it is first due and kept off the page afterwards: a kiosk shows the
 * keys and a thanks thousands of times a day, and putting one in for the other draws nothing. Both functions must stay the same.
 */
export const KeptPictures = <Name extends string>(props: {
  /** Which is due; undefined when none of them is. */
  readonly dueIn: (state: PageStore) => Name | undefined;
  readonly draw: (name: Name) => React.ReactNode;
}) => {
  const { dueIn, draw } = props;
  const { page } = usePageParts();
  const place = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState<ReadonlyMap<Name, HTMLElement>>(new Map());
  const latest = useRef(kept);
  useLayoutEffect(() => {
    let shown: Name | undefined;
    const put = (state: PageStore): void => {
      const due = dueIn(state);
      if (due === shown) return;
      shown = due;
      if (due === undefined) {
        place.current?.replaceChildren();
        return;
      }
      let box = latest.current.get(due);
      if (!box) {
        box = document.createElement('div');
        box.className = 'kept';
        latest.current = new Map([...latest.current, [due, box]]);
        setKept(latest.current);
      }
      place.current?.replaceChildren(box);
    };
    put(page.getState());
    return page.subscribe(put);
  }, [page, dueIn]);
  return (
    <>
      <div ref={place} className="kept" />
      {[...kept].map(([name, box]) => createPortal(draw(name), box, name))}
    </>
  );
};
