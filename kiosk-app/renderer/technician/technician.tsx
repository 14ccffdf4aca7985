import { useEffect, useState } from 'react';
import { useActions, useClock, usePage, useWords } from '../parts/page-context.ts';
import { pinAfter } from './door.ts';
import { factsOf } from './facts.ts';
import { Lesson } from './lesson.tsx';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0'] as const;

const formatTime = (at: number): string =>
  new Intl.DateTimeFormat('vi-VN', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(at);

const formatSpan = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 1_440)} d ${Math.floor((minutes % 1_440) / 60)} h ${minutes % 60} min`;
};

/** The door: asks for the PIN, and goes away by itself. */
export const PinPad = () => {
  const words = useWords().technician;
  const back = useWords().keyboard.backspace;
  const actions = useActions();
  const isWrong = usePage((state) => state.door === 'wrong-pin');
  const [pin, setPin] = useState('');
  const open = (): void => {
    actions.openDoor(pin);
    setPin('');
  };
  return (
    <main className="door">
      <h2 className="door-title">{words.title}</h2>
      <p className="door-pin" role="status">
        <span>{isWrong && pin === '' ? words.wrongPin : words.pin} </span>
        <span className="door-dots" aria-hidden="true">
          {'●'.repeat(pin.length)}
        </span>
      </p>
      <div className="door-keys">
        {digits.map((key) => (
          <button
            key={key}
            type="button"
            className="door-key"
            aria-label={key === 'back' ? back : undefined}
            onClick={() => setPin((now) => pinAfter(now, key))}
          >
            {key === 'back' ? '⌫' : key}
          </button>
        ))}
        <button type="button" className="door-key door-open" onClick={open}>
          {words.open}
        </button>
      </div>
      <div className="door-row">
        <button type="button" className="door-close" onClick={actions.closeDoor}>
          {words.close}
        </button>
      </div>
    </main>
  );
};

/** Behind the door: what the kiosk says of itself. Binding a counter comes here later. */
export const TechnicianPage = () => {
  const words = useWords().technician;
  const actions = useActions();
  const clock = useClock();
  const snapshot = usePage((state) => state.snapshot);
  const receivedAt = usePage((state) => state.receivedAt);
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => clock.after(1_000 - (now % 1_000), () => setNow(clock.now())), [clock, now]);
  const facts = snapshot
    ? factsOf(snapshot, words.facts, {
        receivedAgoMs: Math.max(0, now - receivedAt),
        screen: `${window.innerWidth} × ${window.innerHeight} · ${/Chrom\w*\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? ''}`,
        formatTime,
        formatSpan,
      })
    : [];
  if (snapshot?.lesson) return <Lesson lesson={snapshot.lesson} />;
  return (
    <main className="door">
      <h2 className="door-title">{words.title}</h2>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.name} className="fact" data-problem={fact.isProblem ? '' : undefined}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <div className="door-row">
        <button type="button" className="door-close" onClick={() => actions.learnPanel()}>
          {words.lesson.begin}
        </button>
        <button type="button" className="door-close" onClick={actions.closeDoor}>
          {words.close}
        </button>
      </div>
    </main>
  );
};
