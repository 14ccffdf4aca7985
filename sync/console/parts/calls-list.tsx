import type { Contact } from '../../centre/api/attention.ts';
import { useWords } from '../state/console.ts';
import { Icon, type IconName } from './icon.tsx';
import { KioskText } from './kiosk-text.tsx';

export interface Call {
  readonly key: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly short: string;
  readonly href: string | null;
  readonly contact: Contact | null;
  /** Heals itself: no colour. */
  readonly isCalm?: boolean;
}

const telephone = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;

/** What a person should see to, each with whom to call. */
export const CallsList = ({ calls }: { readonly calls: readonly Call[] }) => {
  const { today: words } = useWords();
  return (
    <ul className="calls-list">
      {calls.map(({ key, icon, title, text, short, href, contact, isCalm = false }) => (
        <li key={key}>
          <Icon name={icon} className={isCalm ? '' : 'call'} />
          <div>
            <h3>
              {href === null ? (
                <KioskText text={title} />
              ) : (
                <a href={href}>
                  <KioskText text={title} />
                </a>
              )}
            </h3>
            <p className="long">
              <KioskText text={text} />
            </p>
            <p className="short">{short}</p>
            {contact && (
              <p className="phone-line">
                <Icon name="phone" />
                <span>
                  {words.call} <b>{contact.who}</b>, {words.extension(contact.phone)}
                </span>
              </p>
            )}
          </div>
          {contact && (
            <a
              className="phone-button"
              href={telephone(contact.phone)}
              aria-label={words.callName(contact.who, contact.phone)}
            >
              <Icon name="phone" />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
};
