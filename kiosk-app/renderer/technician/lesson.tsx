import { categoryIds } from '../../../sync/domain/categories.ts';
import type { PanelLesson } from '../../contract/snapshot.ts';
import { useActions, useWords } from '../parts/page-context.ts';
import { CategoryPictogram } from '../pictograms/category-pictogram.tsx';

const Devices = ({ lesson }: { readonly lesson: PanelLesson }) => {
  const words = useWords().technician.lesson;
  const actions = useActions();
  return (
    <>
      <p className="lesson-note">{lesson.devices.length === 0 ? words.none : words.choose}</p>
      <div className="lesson-devices">
        {/* What does not fit here is a workshop's table, not a counter. */}
        {lesson.devices.slice(0, 3).map((device) => (
          <button
            key={device.path}
            type="button"
            className="lesson-device"
            onClick={() => actions.learnPanel(device.path)}
          >
            <span>{device.name}</span>
            <span className="lesson-path">
              {device.problem ? `${device.problem.code}: ${device.problem.message}` : device.path}
            </span>
          </button>
        ))}
      </div>
    </>
  );
};

/** Which button is asked for: its number, its picture and its official name, as they stand on the panel. */
const Ask = ({ lesson }: { readonly lesson: PanelLesson }) => {
  const words = useWords();
  const button = lesson.button ?? 1;
  const category = categoryIds[button - 1];
  return (
    <>
      <p className="lesson-ask" role="status">
        {category ? <CategoryPictogram category={category} /> : null}
        {words.technician.lesson.ask(button)}
      </p>
      <p className="lesson-note">{category ? words.categories[category].full : ''}</p>
      <p className="lesson-note" role="status">
        {lesson.refused === 'several' ? words.technician.lesson.several : null}
        {lesson.refused === 'already-learnt' ? words.technician.lesson.already(lesson.as ?? 0) : null}
      </p>
    </>
  );
};

const Body = ({ lesson }: { readonly lesson: PanelLesson }) => {
  const words = useWords().technician.lesson;
  switch (lesson.phase) {
    case 'choosing':
      return <Devices lesson={lesson} />;
    case 'looking':
      return (
        <p className="lesson-note" role="status">
          {words.looking}
        </p>
      );
    case 'asking':
      return <Ask lesson={lesson} />;
    case 'done':
      return (
        <p className="lesson-ask" role="status">
          {words.done}
        </p>
      );
    case 'failed':
      return (
        <p className="lesson-note" role="status">
          {words.failed}
        </p>
      );
    default:
      return lesson.phase satisfies never;
  }
};

/** A lesson as the kiosk tells it: which device, which button, what was not understood. */
export const Lesson = ({ lesson }: { readonly lesson: PanelLesson }) => {
  const words = useWords().technician.lesson;
  const actions = useActions();
  return (
    <main className="door">
      <h2 className="door-title">{words.begin}</h2>
      <Body lesson={lesson} />
      {lesson.problem ? (
        <p className="lesson-note">
          {lesson.problem.code}: {lesson.problem.message}
        </p>
      ) : null}
      <div className="door-row">
        <button type="button" className="door-close" onClick={actions.endLesson}>
          {words.back}
        </button>
      </div>
    </main>
  );
};
