import type { Attention } from '../../../centre/api/attention.ts';
import { formatMonth, formatTime, monthOf } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhen, formatWhenExactly } from '../../format/when.ts';
import type { IconName } from '../../parts/icon.tsx';
import { hrefOf } from '../../state/route.ts';
import type { Words } from '../../words/words.ts';

export interface AttentionWords {
  readonly key: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** The phone's one line. */
  readonly short: string;
  readonly href: string | null;
}

const join = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join('. ');
const inParts = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(', ');

/** The sentences for one thing that a person should look at; `now` is the instant of the numbers. */
export const attentionWords = (item: Attention, now: string, { today, shell }: Words): AttentionWords => {
  const words = today.attention;
  const kiosk = 'kiosk' in item ? kioskName(item.kiosk) : '';
  const href = 'kiosk' in item ? hrefOf({ page: 'kiosk', kiosk: item.kiosk }) : null;
  const base = { key: `${item.kind} ${'kiosk' in item ? item.kiosk : ''}`, href };
  switch (item.kind) {
    case 'kiosk-silent':
      return {
        ...base,
        icon: 'offline',
        title:
          item.since === null
            ? words.kioskNever(kiosk)
            : words.kioskSilent(kiosk, formatWhen(item.since, now, shell)),
        text: join(
          item.department,
          item.since === null ? null : words.kioskSilentText(formatTime(item.since), item.pending),
        ),
        short: inParts(item.department, words.kioskSilentShort(item.pending)),
      };
    case 'button-broken':
      return {
        ...base,
        icon: 'broken',
        title: words.button(kiosk, item.buttons.join(', ')),
        text: join(
          item.department,
          words.buttonText(item.since === null ? null : formatWhenExactly(item.since, now, shell)),
        ),
        short: item.department ?? '',
      };
    case 'panel-lost':
      return plain(base, 'broken', words.panelLost(kiosk), item.department, words.panelLostText);
    case 'screen-frozen':
      return plain(base, 'broken', words.screenFrozen(kiosk), item.department, words.screenFrozenText);
    case 'disk-low':
      return plain(base, 'alert', words.diskLow(kiosk), item.department, words.diskLowText);
    case 'chain-broken':
      return plain(base, 'alert', words.chain(kiosk), item.department, words.chainText);
    case 'department-silent': {
      const usual = String(Math.round(item.usual));
      const quiet = item.quietKiosks.map(({ kiosk: id, lastPressAt }) =>
        words.quietSince(
          kioskName(id),
          lastPressAt === null ? null : formatWhenExactly(lastPressAt, now, shell),
        ),
      );
      return {
        ...base,
        key: `${item.kind} ${item.id}`,
        icon: 'silent',
        title: words.departmentSilent(item.department),
        text: words.departmentSilentText(usual, quiet.length > 0 ? words.quiet(quiet.join('; ')) : ''),
        short: words.departmentSilentShort(usual),
      };
    }
    case 'department-dissatisfied': {
      const kinds = item.byCategory
        .filter(({ count }) => count > 0)
        .map(({ category, count }) => `${count} ${words.kinds[category] ?? ''}`)
        .join(', ');
      return {
        ...base,
        key: `${item.kind} ${item.id}`,
        icon: 'alert',
        title: words.bad(item.department, item.total),
        text: words.badText(kinds, item.previousPeriod),
        short: kinds,
      };
    }
    case 'period-complete': {
      const month = formatMonth(monthOf(item.label));
      return {
        key: `${item.kind} ${item.label}`,
        icon: 'document',
        title: words.complete(month),
        text: words.completeText,
        short: words.completeText,
        href: hrefOf({ page: 'period', label: item.label, view: 'sheet' }),
      };
    }
    case 'alarm': {
      const text = words.alarmText(kioskName(item.subject));
      return {
        key: `alarm ${item.alarm}`,
        icon: 'alert',
        title: words.alarms[item.code] ?? words.otherAlarm,
        text,
        short: text,
        href: hrefOf({ page: 'admin', view: 'alarms' }),
      };
    }
    default:
      return item satisfies never;
  }
};

const plain = (
  base: Pick<AttentionWords, 'key' | 'href'>,
  icon: IconName,
  title: string,
  department: string | null,
  text: string,
): AttentionWords => ({ ...base, icon, title, text: join(department, text), short: department ?? text });
