import type { Link } from '../link/link.ts';
import { type SerialSettings, serialLink } from '../link/serial-link.ts';
import { tcpLink } from '../link/tcp-link.ts';
import type { LineAddress } from '../spec/line-address.ts';

export const openLineLink = (address: LineAddress, settings: SerialSettings): Link => {
  switch (address.kind) {
    case 'path':
      return serialLink(address.path, async () => address.path, settings);
    case 'tcp':
      return tcpLink(address.host, address.port);
  }
};
