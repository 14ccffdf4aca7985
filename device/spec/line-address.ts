import type { PanelProblem } from '../panel.ts';

/** Where a line of bytes comes from. */
export type LineAddress =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

export type ParsedAddress =
  | { readonly ok: true; readonly address: LineAddress }
  | { readonly ok: false; readonly problem: PanelProblem };

const bad = (text: string, why: string): ParsedAddress => ({
  ok: false,
  problem: {
    code: 'panel/bad-address',
    message: `"${text}" is no address of a serial panel: ${why} (for example /dev/ttyUSB0, COM3 or tcp://127.0.0.1:4567)`,
  },
});

/** `/dev/ttyUSB0`, `COM3` or `tcp://host:port`. */
export const parseLineAddress = (text: string): ParsedAddress => {
  if (text === '') return bad(text, 'it is empty');
  if (!/^[a-z]+:\/\//i.test(text)) {
    const isPath = text.startsWith('/') || /^COM[0-9]{1,3}$/i.test(text);
    return isPath
      ? { ok: true, address: { kind: 'path', path: text } }
      : bad(text, 'a device has a full path');
  }
  const match = /^tcp:\/\/(\[[0-9a-f:]+\]|[^:/[\]]+):([0-9]{1,5})$/i.exec(text);
  const [host, port] = [match?.[1]?.replace(/^\[|\]$/g, ''), Number(match?.[2])];
  if (host === undefined || port < 1 || port > 65_535) return bad(text, 'tcp:// wants a host and a port');
  return { ok: true, address: { kind: 'tcp', host, port } };
};

export const formatLineAddress = (address: LineAddress): string => {
  switch (address.kind) {
    case 'path':
      return address.path;
    case 'tcp':
      return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
  }
};
