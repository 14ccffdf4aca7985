import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AnonymousFrom } from '../broker/link.ts';
import type { CentreOptions } from '../port.ts';
import { readPort, UsageError } from './command-line.ts';

const defaultMqttPort = 1883;

export const brokerHelp = `  --mqtt PORT            the port of the broker inside (default ${defaultMqttPort}; 0 takes a free one)
  --host ADDRESS         where that broker listens (default 127.0.0.1; 0.0.0.0 for kiosks on the network)
  --mqtt-cert FILE       certificate of that broker, PEM: it then speaks TLS (mqtts://) and nothing else
  --mqtt-key FILE        its private key, PEM
  --anonymous WHERE      where clients without a kiosk's password may come from: loopback (default), anywhere, nowhere
  --broker URL           an outside broker instead, such as mqtts://centre:secret@broker.example:8883
  --kiosk-broker URL     where kiosks find the broker, where that is another address than the centre's own
`;

export const brokerWords = {
  mqtt: { type: 'string' },
  host: { type: 'string' },
  broker: { type: 'string' },
  'mqtt-cert': { type: 'string' },
  'mqtt-key': { type: 'string' },
  anonymous: { type: 'string' },
  'kiosk-broker': { type: 'string' },
} as const;

type Words = { readonly [K in keyof typeof brokerWords]?: string | undefined };

const readUrl = (url: string, name: string): string => {
  if (!/^(mqtts?|wss?):\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new UsageError(`${name} must be an address such as mqtt://broker.example:1883: ${url}`);
  return url;
};

const readPem = (path: string, name: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${name} cannot be read: ${reason}`);
  }
};

const readTls = (cert: string | undefined, key: string | undefined) => {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new UsageError('--mqtt-cert and --mqtt-key go together');
  const pem = readPem(cert, '--mqtt-cert');
  const pair = { cert: pem, key: readPem(key, '--mqtt-key') };
  try {
    const { issuer, subject } = new X509Certificate(pem);
    // One that vouches for itself is known to no machine: kiosks are handed it when they come in.
    return issuer === subject ? { ...pair, ca: pem } : pair;
  } catch {
    throw new UsageError(`--mqtt-cert holds no certificate: ${cert}`);
  }
};

const readAnonymous = (text: string): AnonymousFrom => {
  if (text === 'loopback' || text === 'anywhere' || text === 'nowhere') return text;
  throw new UsageError(`--anonymous must be loopback, anywhere or nowhere: ${text}`);
};

/** What the command line says of the broker. */
export const readBroker = (words: Words): Pick<CentreOptions, 'mqtt' | 'kioskBrokerUrl'> => {
  const { mqtt, host, broker, anonymous } = words;
  const said = words['kiosk-broker'];
  const forKiosks = said === undefined ? {} : { kioskBrokerUrl: readUrl(said, '--kiosk-broker') };
  const tls = readTls(words['mqtt-cert'], words['mqtt-key']);
  if (broker !== undefined) {
    if (mqtt !== undefined || host !== undefined)
      throw new UsageError('--broker goes without --mqtt and --host');
    if (tls || anonymous !== undefined)
      throw new UsageError(
        '--mqtt-cert, --mqtt-key and --anonymous are of the broker inside: --broker goes without',
      );
    return { mqtt: { brokerUrl: readUrl(broker, '--broker') }, ...forKiosks };
  }
  const inside = {
    port: mqtt === undefined ? defaultMqttPort : readPort(mqtt, '--mqtt'),
    host: host ?? '127.0.0.1',
    ...(tls ? { tls } : {}),
    ...(anonymous === undefined ? {} : { anonymous: readAnonymous(anonymous) }),
  };
  return { mqtt: inside, ...forKiosks };
};
