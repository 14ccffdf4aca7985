import { useState } from 'react';
import type { EnrolmentView } from '../../../centre/api/fleet.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenSpoken } from '../../format/when.ts';
import { AskDialog } from '../../parts/form-dialog.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';

/** Codes that still let a kiosk in: for which, until when, by whom; each can be withdrawn. The codes themselves are shown once. */
export const OpenCodes = ({ now }: { readonly now: string }) => {
  const { server, resources } = useConsole();
  const { fleet: words, shell } = useWords();
  const { value, address } = useResource('GET /api/enrolments');
  const [asked, setAsked] = useState<EnrolmentView | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const open = value?.enrolments.filter(({ state, expiresAt }) => state === 'open' && expiresAt > now) ?? [];

  const close = (): void => {
    setAsked(null);
    setWrong(null);
  };
  const withdraw = async ({ id }: EnrolmentView): Promise<void> => {
    const answer = await server.ask('DELETE /api/enrolments/:id', { params: { id } });
    // 404: it was used, withdrawn or too old meanwhile; the list then says so by itself.
    if (answer.ok || answer.status === 404) close();
    else setWrong(words.failed);
    void resources.load(address);
  };
  if (open.length === 0 && asked === null) return null;
  return (
    <section>
      <h2>
        {words.openCodes} <span className="count-of">{open.length}</span>
      </h2>
      <ul className="open-codes">
        {open.map((enrolment) => {
          const { id, kiosk, department, label, by, expiresAt } = enrolment;
          return (
            <li key={id}>
              <div>
                <h3>{kioskName(kiosk)}</h3>
                <p>{words.codePlace(department, label)}</p>
                <p>{words.codeUntil(formatWhenSpoken(expiresAt, now, shell), by)}</p>
              </div>
              <button
                type="button"
                className="link"
                aria-label={words.withdrawOf(kioskName(kiosk))}
                onClick={() => setAsked(enrolment)}
              >
                {words.withdraw}
              </button>
            </li>
          );
        })}
      </ul>
      {asked && (
        <AskDialog
          title={words.withdrawTitle(kioskName(asked.kiosk))}
          intro={words.withdrawText}
          confirm={words.withdrawConfirm}
          wrong={wrong}
          onLater={close}
          onConfirm={() => withdraw(asked)}
        />
      )}
    </section>
  );
};
