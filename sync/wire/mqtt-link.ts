import { randomBytes } from 'node:crypto';
import { type IClientOptions, type MqttClient, connect as mqttConnect } from 'mqtt';
import { type Link, LinkError, type LinkEvent, type Will } from './link.ts';

export interface MqttLinkOptions {
  /** `mqtt://[user:password@]host:port`, or `mqtts://…` with `tls`. */
  readonly brokerUrl: string;
  /** The start of the client id, for a broker's log. */
  readonly name: string;
  /** Who we are to the broker, beside what the address says. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Client certificate and trusted authority, PEM. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly keepaliveSeconds?: number;
  readonly connectTimeoutMs?: number;
  /** How long the broker may take to acknowledge a message. */
  readonly ackTimeoutMs?: number;
  /** Unacknowledged messages at a time; one more is refused, never queued. */
  readonly maxInFlight?: number;
}

const closeTimeoutMs = 1_000;

/** A promise's two ends, that can be let go once. */
interface Waiting {
  readonly fail: (error: LinkError) => void;
}

/**
 * The MQTT 3.1.1 link, on mqtt.js. Every connection is a fresh client with a clean session, so mqtt.js's own store and its
 * fixed 1 s reconnect have nothing to do. The client id is random for each process and connection: the kiosk's id would
 * make a cloned disk and its original throw each other off the broker for ever.
 */
export const openMqttLink = (options: MqttLinkOptions): Link => {
  const {
    maxInFlight = 32,
    ackTimeoutMs = 30_000,
    connectTimeoutMs = 15_000,
    keepaliveSeconds = 20,
  } = options;
  const listeners = new Set<(event: LinkEvent) => void>();
  const waiting = new Set<Waiting>();
  let current: MqttClient | undefined;
  let isUp = false;

  const tell = (event: LinkEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const goDown = (client: MqttClient, reason: string): void => {
    if (current !== client) return;
    current = undefined;
    isUp = false;
    // Ended by force: whatever mqtt.js still holds goes with it.
    client.end(true);
    for (const one of [...waiting]) one.fail(new LinkError('link/down', reason));
    tell({ is: 'down', reason });
  };

  const acknowledged = (
    start: (client: MqttClient, done: (error?: Error | null) => void) => void,
  ): Promise<void> =>
    new Promise((resolve, reject) => {
      const client = current;
      if (!client || !isUp) {
        reject(new LinkError('link/down', 'there is no connection'));
        return;
      }
      if (waiting.size >= maxInFlight) {
        reject(new LinkError('link/busy', `${waiting.size} messages are not acknowledged`));
        return;
      }
      const settle = (): boolean => {
        clearTimeout(timer);
        return waiting.delete(one);
      };
      const one: Waiting = {
        fail: (error) => {
          if (settle()) reject(error);
        },
      };
      const timer = setTimeout(
        () => one.fail(new LinkError('link/timeout', `no acknowledgement in ${ackTimeoutMs} ms`)),
        ackTimeoutMs,
      );
      waiting.add(one);
      start(client, (error) => {
        if (error)
          one.fail(error instanceof LinkError ? error : new LinkError('link/down', error.message, error));
        else if (settle()) resolve();
      });
    });

  return {
    connect(will?: Will) {
      if (current) throw new Error('link: a connection is open or under way');
      const clientOptions: IClientOptions = {
        protocolVersion: 4,
        clean: true,
        clientId: `${options.name.slice(0, 14)}-${randomBytes(4).toString('hex')}`,
        reconnectPeriod: 0,
        connectTimeout: connectTimeoutMs,
        keepalive: keepaliveSeconds,
        queueQoSZero: false,
        resubscribe: false,
        ...options.tls,
        ...(options.login && { username: options.login.user, password: options.login.password }),
      };
      if (will) clientOptions.will = { ...will, payload: Buffer.from(will.payload, 'utf8') };
      let client: MqttClient;
      try {
        client = mqttConnect(options.brokerUrl, clientOptions);
      } catch (cause) {
        // A URL that mqtt.js cannot read is the configuration's business: told like any other failed connection.
        const reason = cause instanceof Error ? cause.message : String(cause);
        queueMicrotask(() => tell({ is: 'down', reason }));
        return;
      }
      current = client;
      let reason = 'the connection was closed';
      client.on('connect', () => {
        if (current !== client) return;
        // Nagle's algorithm would hold a receipt back for the delayed ACK of the message before.
        const { stream } = client;
        if ('setNoDelay' in stream && typeof stream.setNoDelay === 'function') stream.setNoDelay(true);
        isUp = true;
        tell({ is: 'up' });
      });
      client.on('error', (error) => {
        reason = error.message === '' && 'code' in error ? String(error.code) : error.message;
        // mqtt.js stays half alive after some errors (a malformed packet): the stream is closed for it.
        goDown(client, reason);
      });
      client.on('close', () => goDown(client, reason));
      client.on('message', (topic, payload, packet) => {
        if (current === client)
          tell({ is: 'message', message: { topic, payload, isRetained: packet.retain } });
      });
    },
    publish: (topic, payload, { qos, retain }) =>
      acknowledged((client, done) => client.publish(topic, payload, { qos, retain }, done)),
    subscribe: (filter, qos) =>
      acknowledged((client, done) =>
        client.subscribe(filter, { qos }, (error, granted) => {
          const isRefused = granted?.some((g) => g.qos === 128);
          done(error ?? (isRefused ? new LinkError('link/refused', `the broker refuses ${filter}`) : null));
        }),
      ),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drop(reason) {
      if (current) goDown(current, reason);
    },
    close: () =>
      new Promise((resolve) => {
        const client = current;
        if (!client) {
          resolve();
          return;
        }
        const wasUp = isUp;
        current = undefined;
        isUp = false;
        for (const one of [...waiting]) one.fail(new LinkError('link/down', 'the link was closed'));
        const timer = setTimeout(() => {
          client.end(true);
          resolve();
        }, closeTimeoutMs);
        client.end(!wasUp, {}, () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
};
