import { useState } from 'react';
import type { TokenView, WebhookView } from '../../../centre/api/other-system.ts';
import { formatDay, formatMoment } from '../../format/dates.ts';
import { formatWhen } from '../../format/when.ts';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';
import { AdminFrame } from './admin-frame.tsx';
import { GoneDialog, SecretDialog, TokenDialog, WebhookDialog } from './system-dialogs.tsx';

type Open =
  | { readonly what: 'token' | 'webhook' }
  | { readonly what: 'secret'; readonly title: string; readonly label: string; readonly secret: string }
  | { readonly what: 'revoke'; readonly token: TokenView }
  | { readonly what: 'remove'; readonly webhook: WebhookView }
  | null;

const Tokens = ({
  tokens,
  onRevoke,
}: {
  readonly tokens: readonly TokenView[];
  readonly onRevoke: (token: TokenView) => void;
}) => {
  const { systems: words, shell } = useWords();
  if (tokens.length === 0) return <p className="lead">{words.noTokens}</p>;
  return (
    <table className="table roomy">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.scopes}</th>
          <th scope="col" className="wide-cell">
            {words.lastUsed}
          </th>
          <th scope="col" className="wide-cell">
            {words.expires}
          </th>
          <th scope="col">
            <span className="unseen">{words.revoke}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id} className={token.revokedAt === null ? '' : 'zero'}>
            <th scope="row">
              <b>{token.name}</b>
            </th>
            <td>{token.scopes.map((scope) => words.scopeNames[scope]).join(', ')}</td>
            <td className="num wide-cell">
              {token.lastUsedAt === null ? words.never : formatWhen(token.lastUsedAt, Date.now(), shell)}
            </td>
            <td className="num wide-cell">
              {token.expiresOn === null ? words.noEnd : formatDay(token.expiresOn)}
            </td>
            <td className="right">
              {token.revokedAt === null ? (
                <button
                  type="button"
                  className="link"
                  aria-label={words.revokeOf(token.name)}
                  onClick={() => onRevoke(token)}
                >
                  {words.revoke}
                </button>
              ) : (
                <span className="num">{words.revoked(formatWhen(token.revokedAt, Date.now(), shell))}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Webhooks = ({
  webhooks,
  address,
  onRemove,
}: {
  readonly webhooks: readonly WebhookView[];
  readonly address: string;
  readonly onRemove: (webhook: WebhookView) => void;
}) => {
  const { server, resources } = useConsole();
  const { systems: words } = useWords();
  const [told, setTold] = useState<{ readonly id: string; readonly text: string } | null>(null);
  const test = async (id: string): Promise<void> => {
    const answer = await server.ask('POST /api/webhooks/:id/test', { params: { id } });
    setTold({ id, text: answer.ok ? words.tested[answer.value.state] : words.failed });
    void resources.load(address);
  };
  if (webhooks.length === 0) return <p className="lead">{words.noWebhooks}</p>;
  return (
    <ul className="entries">
      {webhooks.map((webhook) => (
        <li key={webhook.id} className="webhook">
          <div>
            <p className="break">
              <b>{webhook.url}</b>
            </p>
            <p className="caption">
              {words.events}: {webhook.events.map((event) => words.eventNames[event]).join(', ')}.
            </p>
            <p className="caption">
              {words.lastDelivery}:{' '}
              {webhook.last === null
                ? words.noDelivery
                : words.delivery(words.deliveryStates[webhook.last.state], formatMoment(webhook.last.at))}
              .{webhook.pending > 0 && ` ${words.pending(webhook.pending)}.`}
            </p>
            <p role="status">{told?.id === webhook.id && told.text}</p>
          </div>
          <div className="button-row">
            <button
              type="button"
              className="button"
              aria-label={words.testOf(webhook.url)}
              onClick={() => void test(webhook.id)}
            >
              {words.test}
            </button>
            <button
              type="button"
              className="button"
              aria-label={words.removeOf(webhook.url)}
              onClick={() => onRemove(webhook)}
            >
              {words.remove}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
};

const Page = ({
  tokens,
  tokensAddress,
}: {
  readonly tokens: readonly TokenView[];
  readonly tokensAddress: string;
}) => {
  const { server, resources } = useConsole();
  const { systems: words, admin } = useWords();
  const hooks = useResource('GET /api/webhooks');
  const [open, setOpen] = useState<Open>(null);
  const webhooks = hooks.value?.webhooks ?? [];
  const later = (): void => setOpen(null);
  const live = tokens.filter(({ revokedAt }) => revokedAt === null);
  const reload = (address: string): void => void resources.load(address);
  return (
    <AdminFrame
      view="systems"
      title={words.headline(live.length, webhooks.length)}
      lead={words.lead}
      railName={admin.views.systems}
      rail={
        <>
          <section>
            <div className="stack">
              <button type="button" className="button wide" onClick={() => setOpen({ what: 'token' })}>
                {words.newToken}
              </button>
              <button type="button" className="button wide" onClick={() => setOpen({ what: 'webhook' })}>
                {words.newWebhook}
              </button>
            </div>
          </section>
          <section>
            <h2>{words.api}</h2>
            <p>{words.apiText}</p>
            <p className="more">
              <a href="/api/v1/openapi.json">{words.openApi}</a>
            </p>
          </section>
        </>
      }
    >
      <section>
        <h2>{words.tokens}</h2>
        <Tokens tokens={tokens} onRevoke={(token) => setOpen({ what: 'revoke', token })} />
      </section>
      <section className="section">
        <h2>{words.webhooks}</h2>
        <p className="lead">{words.webhooksText}</p>
        <Webhooks
          webhooks={webhooks}
          address={hooks.address}
          onRemove={(webhook) => setOpen({ what: 'remove', webhook })}
        />
      </section>
      {open?.what === 'token' && (
        <TokenDialog
          onLater={later}
          onMade={({ token, secret }) => {
            reload(tokensAddress);
            setOpen({ what: 'secret', title: words.tokenMade(token.name), label: words.secretLabel, secret });
          }}
        />
      )}
      {open?.what === 'webhook' && (
        <WebhookDialog
          onLater={later}
          onMade={({ secret }) => {
            reload(hooks.address);
            setOpen({ what: 'secret', title: words.webhookMade, label: words.signSecretLabel, secret });
          }}
        />
      )}
      {open?.what === 'secret' && (
        <SecretDialog title={open.title} label={open.label} secret={open.secret} onLater={later} />
      )}
      {open?.what === 'revoke' && (
        <GoneDialog
          title={words.revokeOf(open.token.name)}
          text={words.revokeText}
          confirm={words.revoke}
          onLater={later}
          ask={() => server.ask('DELETE /api/tokens/:id', { params: { id: open.token.id } })}
          onDone={() => {
            reload(tokensAddress);
            later();
          }}
        />
      )}
      {open?.what === 'remove' && (
        <GoneDialog
          title={words.removeOf(open.webhook.url)}
          text={words.removeText}
          confirm={words.remove}
          onLater={later}
          ask={() => server.ask('DELETE /api/webhooks/:id', { params: { id: open.webhook.id } })}
          onDone={() => {
            reload(hooks.address);
            later();
          }}
        />
      )}
    </AdminFrame>
  );
};

/** Which other systems read the figures, and which are told. */
export const SystemsView = () => {
  const resource = useResource('GET /api/tokens');
  return (
    <Loading of={resource}>
      {({ tokens }) => <Page tokens={tokens} tokensAddress={resource.address} />}
    </Loading>
  );
};
