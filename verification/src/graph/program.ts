import type { Hash } from '../hash/blake2b.ts';
import { toHex } from '../hash/hex.ts';
import { blobRoot } from '../merkle/blob.ts';
import { recordsRoot } from '../merkle/records.ts';
import { decodeHeader, decodeNode, decodeState, encodeHeader, encodeNode, encodeState } from './codec.ts';
import { GraphError } from './errors.ts';
import { MAX_ELEMENTS, MAX_NODES, MAX_RECORD_BYTES, MAX_STATES } from './limits.ts';
import type { Program } from './types.ts';

export type { Program } from './types.ts';

/** Index of the record of state tensor `tensor`. */
export function stateRecord(tensor: number): number {
  return 1 + tensor;
}

/** Index of the record of node `node` in a program with `stateCount` state tensors. */
export function nodeRecord(stateCount: number, node: number): number {
  return 1 + stateCount + node;
}

/** The leaves of the program's records tree: header, state tensors, nodes. */
export function programRecords(program: Program): Uint8Array[] {
  const { states, nodes } = program;
  return [
    encodeHeader(program.header),
    ...states.map((state, t) => encodeState(state, stateRecord(t))),
    ...nodes.map((node, n) => encodeNode(node, nodeRecord(states.length, n))),
  ];
}

/** The root that a task commits to. Constants are named in the records by their blob roots. */
export function programRoot(program: Program): Hash {
  return recordsRoot(programRecords(program));
}

/**
 * The file of a program: u32 number of records, then each as u32 length and bytes; then the constants likewise,
 * ordered by the hex of their root. All integers are little-endian.
 */
export function encodeProgram(program: Program): Uint8Array {
  const constants = [...program.constants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
  const sections = [programRecords(program), constants];
  const size = sections.flat().reduce((sum, item) => sum + 4 + item.length, 4 * sections.length);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  let offset = 0;
  for (const items of sections) {
    view.setUint32(offset, items.length, true);
    offset += 4;
    for (const item of items) {
      view.setUint32(offset, item.length, true);
      file.set(item, offset + 4);
      offset += 4 + item.length;
    }
  }
  return file;
}

/** The records in a program's file, header first, as they are. Throws `GraphError` when it is no such file. */
export function readRecords(file: Uint8Array): Uint8Array[] {
  return readItems(file, 0, 1 + MAX_STATES + MAX_NODES, MAX_RECORD_BYTES).items;
}

/** Reads what `encodeProgram` writes. Nothing is allocated before it is known to be in the file. */
export function decodeProgram(file: Uint8Array): Program {
  const { items, offset } = readItems(file, 0, 1 + MAX_STATES + MAX_NODES, MAX_RECORD_BYTES);
  const [first, ...rest] = items;
  if (first === undefined) throw new GraphError('BadFile', 0, 'The program file holds no records.');
  const header = decodeHeader(first);
  const { stateCount, nodeCount } = header;
  if (rest.length !== stateCount + nodeCount) {
    throw new GraphError(
      'CountMismatch',
      0,
      `The header claims ${stateCount} state tensors and ${nodeCount} nodes, the file holds ${rest.length} records after it.`,
    );
  }
  const states = rest.slice(0, stateCount).map((bytes, t) => decodeState(bytes, stateRecord(t)));
  const nodes = rest.slice(stateCount).map((bytes, n) => decodeNode(bytes, nodeRecord(stateCount, n)));
  const tail = readItems(file, offset, MAX_NODES, 4 * MAX_ELEMENTS);
  if (tail.offset !== file.length) {
    throw new GraphError('BadFile', 0, `${file.length - tail.offset} bytes are left over after the program.`);
  }
  const constants = new Map(tail.items.map((bytes) => [toHex(blobRoot(bytes)), bytes.slice()]));
  return { header, states, nodes, constants };
}

function readItems(
  file: Uint8Array,
  start: number,
  maxItems: number,
  maxBytes: number,
): { items: Uint8Array[]; offset: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let offset = start;
  const read = (): number => {
    if (offset + 4 > file.length) {
      throw new GraphError(
        'BadFile',
        0,
        `The program file ends at byte ${file.length}, in the middle of a length.`,
      );
    }
    offset += 4;
    return view.getUint32(offset - 4, true);
  };
  const count = read();
  if (count > maxItems) {
    throw new GraphError(
      'TooLarge',
      0,
      `The program file claims ${count} items, at most ${maxItems} are allowed.`,
    );
  }
  const items: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const length = read();
    if (length > maxBytes) {
      throw new GraphError('TooLarge', i, `${length} bytes, at most ${maxBytes} are allowed.`);
    }
    if (offset + length > file.length) {
      throw new GraphError('BadFile', i, `The program file ends at byte ${file.length}, inside item ${i}.`);
    }
    items.push(file.subarray(offset, offset + length));
    offset += length;
  }
  return { items, offset };
}
