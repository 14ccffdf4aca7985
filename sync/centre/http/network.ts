import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether an address lies in one of the networks (CIDR). An IPv4 address that came through an IPv6 socket is itself. */
export const isWithinNetworks = (address: string, networks: readonly string[]): boolean => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits = ''] = network.split('/');
    list.addSubnet(base, Number(bits), isIPv6(base) ? 'ipv6' : 'ipv4');
  }
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
};

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** The origins under which this server answers: nobody else's page and no borrowed name reaches it. */
export const ownOrigins = (options: {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** The address that people type, where a proxy stands before it. */
  readonly publicOrigin: string | undefined;
}): ReadonlySet<string> => {
  const { scheme, host, port, publicOrigin } = options;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const own = isEverywhere
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((each) => each.address))
    : [host];
  const names = ['127.0.0.1', 'localhost', '::1', ...own];
  const standard = scheme === 'https' ? 443 : 80;
  const origins = names.flatMap((name) => {
    const origin = `${scheme}://${bracketed(name)}`;
    return port === standard ? [origin, `${origin}:${port}`] : [`${origin}:${port}`];
  });
  return new Set([...origins, ...(publicOrigin === undefined ? [] : [publicOrigin])]);
};
