import type { Language } from '../../contract/snapshot.ts';
import { Icon, type IconName } from '../pictograms/icons.tsx';
import { catalogue } from '../words/catalogue.ts';
import { useActions, usePage, useWords } from './page-context.ts';

const everyLanguage: readonly Language[] = ['vi', 'km', 'en'];

const Mode = (props: {
  readonly name: 'isLargeText' | 'isHighContrast' | 'isReach';
  readonly icon: IconName;
  readonly word: string;
}) => {
  const actions = useActions();
  const isOn = usePage((state) => state[props.name]);
  return (
    <button
      type="button"
      className="bar-control bar-mode"
      aria-pressed={isOn}
      data-mode={props.name}
      onClick={() => actions.toggle(props.name)}
    >
      <span className="bar-text">
        <Icon name={props.icon} />
        <span className="bar-word">{props.word}</span>
      </span>
    </button>
  );
};

/** Languages, each in its own script, and the modes. On every screen, always in the same place. */
export const Bar = () => {
  const words = useWords();
  const actions = useActions();
  const language = usePage((state) => state.language);
  // As one word: every snapshot brings a new list that says the same.
  const offered = usePage((state) => state.snapshot?.languages.join(' '));
  const languages = everyLanguage.filter((one) => offered?.split(' ').includes(one) ?? true);
  return (
    <nav className="bar" aria-label={`${words.bar.languages}, ${words.bar.display}`}>
      <div className="bar-languages">
        {languages.map((one) => (
          <button
            key={one}
            type="button"
            className="bar-control"
            lang={one}
            aria-pressed={one === language}
            data-speak={one}
            onClick={() => actions.speak(one)}
          >
            <span className="bar-text">
              <span className="bar-word">{catalogue[one].name}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="bar-modes">
        <Mode name="isReach" icon="reach" word={words.bar.reach} />
        <Mode name="isLargeText" icon="large-text" word={words.bar.largeText} />
        <Mode name="isHighContrast" icon="contrast" word={words.bar.contrast} />
      </div>
    </nav>
  );
};
