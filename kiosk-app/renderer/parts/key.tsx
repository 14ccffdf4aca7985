import type { CategoryId } from '../../../sync/domain/categories.ts';
import { CategoryPictogram } from '../pictograms/category-pictogram.tsx';
import { useActions, useWords } from './page-context.ts';

// How far a finger may roll while it is down and still mean the key under it, in CSS pixels: old hands tremble.
const slip = 24;

const isOver = (element: Element, x: number, y: number): boolean => {
  const box = element.getBoundingClientRect();
  return x >= box.left - slip && x <= box.right + slip && y >= box.top - slip && y <= box.bottom + slip;
};

/**
 * One of the five keys. It looks pressed as soon as a finger lands, and counts when the finger is lifted on it: who slides away
 * has changed their mind (WCAG 2.2, 2.5.2).
 */
export const Key = (props: { readonly category: CategoryId; readonly isPressed: boolean }) => {
  const { category, isPressed } = props;
  const actions = useActions();
  const words = useWords().categories[category];
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
      onClick={(event) => {
        // A click without a pointer is the keyboard's, or a switch device's.
        if (event.detail !== 0) return;
        actions.fingerDown(category);
        actions.fingerUp(category);
      }}
    >
      <span className="key-plinth" />
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
    </button>
  );
};
