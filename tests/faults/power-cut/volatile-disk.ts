import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DiskOperation } from './logged-disk.ts';

type Pending =
  | { readonly is: 'write'; readonly offset: number; readonly data: Buffer }
  | { readonly is: 'truncate'; readonly length: number };

/** What stands in a file; grows by more than it must, because writes come by sectors. */
class Content {
  #room: Buffer<ArrayBuffer>;
  #length: number;

  constructor(bytes: Buffer) {
    this.#room = Buffer.from(bytes);
    this.#length = bytes.length;
  }

  /** What lies behind the old end is zero. */
  resize(length: number): void {
    if (length > this.#room.length) {
      const room = Buffer.alloc(Math.max(length, 2 * this.#room.length));
      this.#room.copy(room, 0, 0, this.#length);
      this.#room = room;
    } else if (length > this.#length) this.#room.fill(0, this.#length, length);
    this.#length = length;
  }

  write(offset: number, data: Buffer): void {
    if (this.#length < offset + data.length) this.resize(offset + data.length);
    data.copy(this.#room, offset);
  }

  bytes(): Buffer<ArrayBuffer> {
    return this.#room.subarray(0, this.#length);
  }
}

/** A file as the disk has it, and what the operating system has not brought there yet. */
class DiskFile {
  readonly #durable = new Content(Buffer.alloc(0));
  pending: Pending[] = [];

  sync(): void {
    this.#bring(this.#durable, () => 'whole');
    this.pending = [];
  }

  /** The content when of what is pending only so much arrives. */
  after(fate: () => Fate): Buffer<ArrayBuffer> {
    const content = new Content(this.#durable.bytes());
    this.#bring(content, fate);
    return content.bytes();
  }

  #bring(content: Content, fate: () => Fate): void {
    for (const change of this.pending) {
      if (change.is === 'truncate') {
        if (fate() !== 'lost') content.resize(change.length);
        continue;
      }
      for (let at = 0; at < change.data.length; ) {
        const offset = change.offset + at;
        const length = Math.min(sectorBytes - (offset % sectorBytes), change.data.length - at);
        const what = fate();
        if (what !== 'lost') {
          const kept = what === 'whole' ? length : Math.floor(length / 2);
          content.write(offset, change.data.subarray(at, at + kept));
        }
        at += length;
      }
    }
  }
}

/** The smallest piece that a disk writes as one. */
const sectorBytes = 512;
type Fate = 'whole' | 'torn' | 'lost';

/** What a power cut leaves of the writes that were not synced. */
export interface Cut {
  /** 0 <= random < 1 */
  readonly random: () => number;
  /** Shares of the unsynced sectors; the rest arrives whole. */
  readonly lost: number;
  readonly torn: number;
}

/**
 * A disk that forgets: what was written is there for the running system, and on the platter only after a sync of the file; a
 * new or removed name only after a sync of its folder.
 */
export class VolatileDisk {
  readonly #names = new Map<string, DiskFile>();
  readonly #durableNames = new Map<string, DiskFile>();

  apply(operation: Exclude<DiskOperation, { readonly is: 'acknowledge' }>): void {
    const { path } = operation;
    switch (operation.is) {
      case 'create':
        if (!this.#names.has(path)) this.#names.set(path, new DiskFile());
        return;
      case 'write':
        this.#file(path).pending.push({ is: 'write', offset: operation.offset, data: operation.data });
        return;
      case 'truncate':
        this.#file(path).pending.push({ is: 'truncate', length: operation.length });
        return;
      case 'unlink':
        this.#names.delete(path);
        return;
      case 'sync': {
        const file = this.#names.get(path);
        if (file) file.sync();
        else this.#syncFolder(path);
        return;
      }
      default:
        operation satisfies never;
    }
  }

  #file(path: string): DiskFile {
    const file = this.#names.get(path);
    if (!file) throw new Error(`a write to ${path}, which was never made`);
    return file;
  }

  #syncFolder(folder: string): void {
    for (const path of this.#durableNames.keys()) {
      if (dirname(path) === folder && !this.#names.has(path)) this.#durableNames.delete(path);
    }
    for (const [path, file] of this.#names) if (dirname(path) === folder) this.#durableNames.set(path, file);
  }

  /** Writes what is left after the cut into a folder; a name that was not synced is there or not, as chance has it. */
  leave(folder: string, { random, lost, torn }: Cut): void {
    mkdirSync(folder, { recursive: true });
    const fate = (): Fate => {
      const chance = random();
      return chance < lost ? 'lost' : chance < lost + torn ? 'torn' : 'whole';
    };
    for (const path of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const now = this.#names.get(path);
      const before = this.#durableNames.get(path);
      const file = now === before ? now : fate() === 'lost' ? before : now;
      if (file) writeFileSync(join(folder, basename(path)), file.after(fate), { mode: 0o600 });
    }
  }
}
