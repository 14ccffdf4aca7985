// Writes protocol/vectors.json as a C header, so that the firmware's test reads the very same cases as the TypeScript tests.
import { readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
const { crc, frames, invalid } = JSON.parse(readFileSync(file, 'utf8'));

const text = (value) => {
  if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(`not printable ASCII: ${JSON.stringify(value)}`);
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
};

const hex = (value) => `0x${value}u`;

const panelFrame = ({ line, frame: f }) => {
  switch (f.type) {
    case 'hello':
      return `{${text(line)}, PANEL_HELLO, ${hex(f.nonce)}, .version = ${text(f.version)}}`;
    case 'press':
      return `{${text(line)}, PANEL_PRESS, ${hex(f.nonce)}, .seq = ${f.seq}u, .button = ${f.button}}`;
    case 'alive':
      return `{${text(line)}, PANEL_ALIVE, ${hex(f.nonce)}, .queued = ${f.queued}, .down = ${f.down}, .fault = ${f.fault}}`;
    default:
      throw new Error(`a panel frame of unknown type ${f.type}`);
  }
};

const hostTypes = { who: 'HOST_WHO', recorded: 'HOST_RECORDED', refused: 'HOST_REFUSED' };

const hostFrame = ({ line, frame: f }) => {
  if (!(f.type in hostTypes)) throw new Error(`a host frame of unknown type ${f.type}`);
  return `{${text(line)}, {${hostTypes[f.type]}, ${hex(f.nonce ?? '0')}, ${f.seq ?? 0}u}}`;
};

const invalidLine = ({ line, reason }) =>
  `{${text(line)}, LINE_${reason.toUpperCase().replaceAll('-', '_')}}`;

const table = (declaration, rows) => `static const ${declaration}[] = {\n  ${rows.join(',\n  ')},\n};\n`;

const of = (side) => (vector) => vector.from === side;

process.stdout.write(
  [
    '/* Made from device/protocol/vectors.json by vectors-header.mjs. */',
    table(
      'struct crc_vector crc_vectors',
      crc.map((vector) => `{${text(vector.text)}, ${hex(vector.crc)}}`),
    ),
    table('struct panel_vector panel_vectors', frames.filter(of('panel')).map(panelFrame)),
    table('struct host_vector host_vectors', frames.filter(of('host')).map(hostFrame)),
    table('struct invalid_vector invalid_vectors', invalid.filter(of('host')).map(invalidLine)),
  ].join('\n'),
);
