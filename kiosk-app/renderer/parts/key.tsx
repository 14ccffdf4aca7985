import { memo } from 'react';
import type { CategoryId } from '../../../sync/domain/categories.ts';
import { CategoryPictogram } from '../pictograms/category-pictogram.tsx';
import { isPressedIn } from '../state/shown.ts';
import { useActions, usePage, useWords } from './page-context.ts';

// How far a finger may roll while it is down and still mean the key under it, in CSS pixels: old hands tremble.
const slip = 24;

const isOver = (element: Element, x: number, y: number): boolean => {
  const box = element.getBoundingClientRect();
  return x >= box.left - slip && x <= box.right + slip && y >= box.top - slip && y <= box.bottom + slip;
};

// Only colours and place change under a finger, and those are the style's: the picture and the words are not drawn anew.
const Face = memo(({ category }: { readonly category: CategoryId }) => {
  const words = useWords().categories[category];
  return (
    <span className="key-face">
      <CategoryPictogram category={category} />
      <span className="key-words">
        {words.lead ? <span className="lead">{words.lead} </span> : null}
        <span className="key-line">
          {words.key.map((line, i) => (
            <span key={line} className="key-part">
              {i === 0 ? '' : ' '}
              {line}
            </span>
          ))}
        </span>
      </span>
    </span>
  );
});

/**
 * One of the five keys. It looks pressed as soon as a finger lands, and counts when the finger is lifted on it: who slides away
 * has changed their mind (WCAG 2.2, 2.5.2). Each key watches for itself whether it is down, so that a press draws one key.
 */
export const Key = ({ category }: { readonly category: CategoryId }) => {
  const actions = useActions();
  const isPressed = usePage((state) => isPressedIn(state, category));
  return (
    <button
      type="button"
      className="key"
      data-category={category}
      data-pressed={isPressed ? '' : undefined}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        actions.fingerDown(category);
      }}
      onPointerUp={(event) => {
        if (!event.isPrimary) return;
        if (isOver(event.currentTarget, event.clientX, event.clientY)) actions.fingerUp(category);
        else actions.fingerAway();
      }}
      onPointerCancel={() => actions.fingerAway()}
      // The press is on its way; the mouse and the click that a browser makes up after a touch would only delay the answer.
      onTouchEnd={(event) => {
        if (event.cancelable) event.preventDefault();
      }}
      onClick={(event) => {
        // A click without a pointer is the keyboard's, or a switch device's.
        if (event.detail !== 0) return;
        actions.fingerDown(category);
        actions.fingerUp(category);
      }}
    >
      <span className="key-plinth" />
      <Face category={category} />
    </button>
  );
};
