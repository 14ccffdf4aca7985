import type { Claims } from '../find/claims.ts';
import { findSerialPath } from '../find/find-path.ts';
import type { Link } from '../link/link.ts';
import { serialLink } from '../link/serial-link.ts';
import { tcpLink } from '../link/tcp-link.ts';
import { formatLineAddress, type LineAddress } from '../spec/line-address.ts';
import type { SerialSettings } from '../spec/serial-settings.ts';

export const openLineLink = (address: LineAddress, settings: SerialSettings, claims: Claims): Link => {
  const name = formatLineAddress(address);
  switch (address.kind) {
    case 'path':
      return serialLink(
        name,
        async () => address.path,
        () => {},
        settings,
      );
    case 'usb': {
      const owner = {};
      return serialLink(
        name,
        () => findSerialPath(address.usb, claims, owner),
        (path) => claims.leave(path, owner),
        settings,
      );
    }
    case 'tcp':
      return tcpLink(address.host, address.port);
  }
};
