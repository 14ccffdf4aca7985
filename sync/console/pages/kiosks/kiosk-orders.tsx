import { useState } from 'react';
import { type KioskOrder, kioskOrders } from '../../../centre/api/fleet.ts';
import type { KioskView } from '../../../centre/api/kiosk.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenSpoken } from '../../format/when.ts';
import { FieldError } from '../../parts/field.tsx';
import { AskDialog } from '../../parts/form-dialog.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { ConfigDialog } from './config-dialog.tsx';

/** What became of the last command, in words; nothing where there was none today. */
const Outcome = ({ view }: { readonly view: KioskView }) => {
  const { fleet: words, shell } = useWords();
  const { order } = view;
  if (!order) return null;
  const isLate = order.outcome === null && order.expiresAt < view.at;
  const how =
    order.outcome === 'done'
      ? words.done[order.order]
      : order.outcome === 'refused'
        ? (words.refused[order.code ?? ''] ?? words.refusedOther(order.code ?? '?'))
        : isLate
          ? words.unanswered
          : words.waiting;
  return (
    <p className="caption" role="status">
      {words.last(words.orders[order.order], formatWhenSpoken(order.at, view.at, shell))} {how}
    </p>
  );
};

/** How far the kiosk has taken what the centre said of it. */
const Taken = ({ view }: { readonly view: KioskView }) => {
  const { fleet: words } = useWords();
  const { config } = view;
  if (!config) return null;
  if (config.refused && config.refused.revision === config.revision)
    return (
      <p className="caption call">
        {words.configRefused(config.revision, config.runs ?? 0, config.refused.code)}
      </p>
    );
  return (
    <p className="caption" role="status">
      {config.runs === config.revision
        ? words.configRuns(config.revision)
        : words.configWaits(config.revision)}
    </p>
  );
};

/** Commands from afar: they need a kiosk that hears them. Where it stands can be changed at any time; it hears of it when it is back. */
export const KioskOrders = ({ view, address }: { readonly view: KioskView; readonly address: string }) => {
  const { server, resources } = useConsole();
  const { fleet: words } = useWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const [asked, setAsked] = useState<'restart' | 'config' | null>(null);
  const { id, online } = view.line;

  const send = async (order: KioskOrder): Promise<void> => {
    const answer = await server.ask('POST /api/kiosks/:id/orders', { params: { id }, body: { order } });
    setWrong(answer.ok ? null : words.notSent);
    if (answer.ok) setAsked(null);
    void resources.load(address);
  };
  const close = (): void => {
    setAsked(null);
    setWrong(null);
  };
  return (
    <section>
      <h2>{words.title}</h2>
      {!online && <p className="caption">{words.needsLink}</p>}
      <div className="order-list">
        {kioskOrders.map((order) => (
          <button
            key={order}
            type="button"
            className="button"
            disabled={!online}
            onClick={() => (order === 'restart' ? setAsked('restart') : void send(order))}
          >
            {words.orders[order]}
          </button>
        ))}
        <button type="button" className="button" onClick={() => setAsked('config')}>
          {words.config}
        </button>
      </div>
      <FieldError error={asked === null ? wrong : null} />
      <Outcome view={view} />
      <Taken view={view} />
      {asked === 'restart' && (
        <AskDialog
          title={words.restartTitle(kioskName(id))}
          intro={words.restartText}
          confirm={words.restartConfirm(kioskName(id))}
          wrong={wrong}
          onLater={close}
          onConfirm={() => send('restart')}
        />
      )}
      {asked === 'config' && (
        <ConfigDialog
          view={view}
          onLater={close}
          onDone={() => {
            close();
            void resources.load(address);
          }}
        />
      )}
    </section>
  );
};
