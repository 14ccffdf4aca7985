import type { CDPSession } from 'playwright-core';

interface SnapshotFile {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: unknown[] } };
  readonly nodes: readonly number[];
}

export interface HeapSizes {
  /** All that V8 uses, bytes. */
  readonly used: number;
  /** What the page itself keeps: without what V8 compiles of its functions the more often they run, and without the DOM. */
  readonly kept: number;
}

const isEngines: ReadonlySet<string> = new Set(['code', 'native', 'synthetic', 'object shape']);

/** The heap after everything that can be collected was. */
export const heapSizes = async (cdp: CDPSession): Promise<HeapSizes> => {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const pieces: string[] = [];
  const onPiece = (event: { readonly chunk: string }): void => void pieces.push(event.chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', onPiece);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', onPiece);
  const file: SnapshotFile = JSON.parse(pieces.join(''));
  const { node_fields: fields, node_types: types } = file.snapshot.meta;
  const [typeNames] = types as readonly (readonly string[])[];
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let kept = 0;
  for (let i = 0; i < file.nodes.length; i += fields.length) {
    const type = typeNames?.[file.nodes[i + typeAt] ?? -1] ?? '';
    if (!isEngines.has(type)) kept += file.nodes[i + sizeAt] ?? 0;
  }
  return { used: usedSize, kept };
};
