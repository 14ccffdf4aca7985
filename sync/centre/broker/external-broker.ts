import { connect } from 'mqtt';
import { type BrokerHooks, type BrokerLink, heardTopics } from './link.ts';

const reconnectMs = 1_000;
const goodbyeMs = 2_000;

/**
 * A broker outside (Mosquitto, EMQX …), reached through mqtt.js. The link comes back by itself; nothing of it is kept, not
 * by the broker (clean session) and not in mqtt.js: kiosks send again what they have no receipt for.
 * Resolves at once, whether the broker is there or not: a centre must come up before its broker too.
 */
export const linkExternalBroker = async (url: string, hooks: BrokerHooks): Promise<BrokerLink> => {
  const client = connect(url, {
    clientId: `motcham-centre-${hooks.centre}`,
    clean: true,
    reconnectPeriod: reconnectMs,
    // A receipt that waited for a connection is older than the ones that onUp says anew.
    queueQoSZero: false,
    resubscribe: false,
  });
  client.on('connect', () => {
    // Nagle's algorithm would hold a receipt back until the broker's delayed ACK of the message before, which takes 40 ms.
    const { stream } = client;
    if ('setNoDelay' in stream && typeof stream.setNoDelay === 'function') stream.setNoDelay(true);
    client.subscribe([...heardTopics(hooks.centre)], { qos: 1 }, (error) => {
      if (error) hooks.log({ code: 'broker/subscribe', message: error.message });
      else hooks.onUp();
    });
  });
  // The library's way to say when a message was taken: it acknowledges it, and reads on, after `done`.
  client.handleMessage = ({ topic, payload, retain }, done) =>
    hooks.onMessage({ topic, payload: Buffer.from(payload), isRetained: retain }, () => done());
  client.on('error', (error) => hooks.log({ code: 'broker/link', message: error.message }));
  client.on('close', () => hooks.log({ code: 'broker/down', message: `no connection to ${url}` }));
  return {
    url,
    publish: ({ topic, payload, retain }) => {
      if (!client.connected) return;
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        if (error) hooks.log({ code: 'broker/publish', message: `${topic}: ${error.message}` });
      });
    },
    close: async () => {
      // Politely where the broker answers; a broker that does not must not hold the centre up.
      const hurry = setTimeout(() => void client.endAsync(true), goodbyeMs);
      await client.endAsync(!client.connected);
      clearTimeout(hurry);
    },
  };
};
