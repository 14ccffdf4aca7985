import type { BrokerAddress } from '../fleet/enrol.ts';

const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '[::]';
const hostOf = (header: string): string => {
  const url = URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : undefined;
  return url?.hostname ?? '';
};

/**
 * Where a kiosk finds the broker: as it was said for kiosks, else as the centre itself knows it, without the centre's own
 * password; a broker that listens everywhere is found where the kiosk found the console.
 * @param header the request's Host, which was checked to be one of the console's own names
 */
export const brokerAddressFor = (
  parts: { readonly url: string; readonly said: string | undefined; readonly ca: string | undefined },
  header: string,
): BrokerAddress => {
  const url = new URL(parts.said ?? parts.url);
  url.username = '';
  url.password = '';
  const host = isAnyAddress(url.hostname) ? hostOf(header) || url.hostname : url.hostname;
  const port = url.port === '' ? '' : `:${url.port}`;
  const ca = parts.ca === undefined ? {} : { brokerCa: parts.ca };
  return { broker: `${url.protocol}//${host}${port}`, ...ca };
};
