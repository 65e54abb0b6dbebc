import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { fromMapKey } from '../bytes.ts';
import type { StateVersion } from '../trie/trie-change.ts';
import { isChildRootKey } from './child-root-key.ts';

/** Values by key (`mapKey`), undefined for a key that goes. */
type Changes = ReadonlyMap<string, Uint8Array | undefined>;

/** What makes one state out of another. */
export interface StateDelta {
  /** How values enter the tries. */
  readonly version: StateVersion;
  readonly top: Changes;
  /** By name (`mapKey`). Their roots are in `top` too. */
  readonly children: ReadonlyMap<string, Changes>;
}

/** A state that can be written to. */
interface Writable {
  put(key: Uint8Array, value: Uint8Array): void;
  delete(key: Uint8Array): void;
}

/** The delta in SCALE, without the roots of children, which follow from their keys. */
export function encodeDelta({ version, top, children }: StateDelta): Uint8Array {
  const output = new ScaleWriter(1 << 16);
  output.u8(version);
  writeChanges(
    output,
    [...top]
      .map(([name, value]) => [fromMapKey(name), value] as const)
      .filter(([key]) => !isChildRootKey(key)),
  );
  output.compactNumber(children.size);
  for (const [name, changes] of children) {
    writeBytes(output, fromMapKey(name));
    writeChanges(
      output,
      Array.from(changes, ([key, value]) => [fromMapKey(key), value]),
    );
  }
  return output.finish();
}

/** The state version that an encoded delta begins with. Throws `ScaleError`. */
export function deltaVersion(encoded: Uint8Array): StateVersion {
  return new ScaleReader(encoded).u8() === 0 ? 0 : 1;
}

/** Writes all of an encoded delta to the state that it was made for. Throws `ScaleError`. */
export function applyDelta(
  encoded: Uint8Array,
  state: Writable & { child(name: Uint8Array): Writable },
): void {
  const input = new ScaleReader(encoded);
  input.u8();
  readChanges(input, state);
  for (let left = input.length(); left > 0; left--)
    readChanges(input, state.child(input.take(input.length())));
}

function writeChanges(
  output: ScaleWriter,
  changes: readonly (readonly [key: Uint8Array, value: Uint8Array | undefined])[],
): void {
  output.compactNumber(changes.length);
  for (const [key, value] of changes) {
    writeBytes(output, key);
    output.u8(value ? 1 : 0);
    if (value) writeBytes(output, value);
  }
}

function readChanges(input: ScaleReader, state: Writable): void {
  for (let left = input.length(); left > 0; left--) {
    const key = input.take(input.length());
    if (input.u8() === 1) state.put(key, input.take(input.length()));
    else state.delete(key);
  }
}

function writeBytes(output: ScaleWriter, bytes: Uint8Array): void {
  output.compactNumber(bytes.length);
  output.bytes(bytes);
}
