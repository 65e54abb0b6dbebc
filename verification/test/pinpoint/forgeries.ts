import { blake2b256, type Hash } from '../../src/hash/blake2b.ts';
import { hashInner, hashLeaf } from '../../src/merkle/tree.ts';
import type { Move } from '../../src/pinpoint/facts.ts';

function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const other = bytes.slice();
  other[at]! ^= 1;
  return other;
}

/** Paths that are nearly right: cut, longer, one sibling changed or two swapped into an inner node. */
function forgedPaths(path: Hash[]): Hash[][] {
  const forged = [[...path, blake2b256()]];
  if (path.length > 0) forged.push(path.slice(0, -1), path.slice(1), [flipped(path[0]!), ...path.slice(1)]);
  return forged;
}

/** Moves like this one, which is legal, that must be refused. */
export function forgeries(move: Move): Move[] {
  switch (move.type) {
    case 'RevealStates': {
      const { states } = move.value;
      const lists = [
        states.slice(1),
        [...states, states[0]!].slice(0, 16),
        [...states.slice(0, -1), blake2b256()],
      ];
      return lists
        .filter((list) => list.length !== states.length || list.at(-1) !== states.at(-1))
        .map((list) => ({ type: 'RevealStates', value: { states: list } }));
    }
    case 'RevealChildren': {
      const { children } = move.value;
      const lists = [children.slice(1), children.map((child, i) => (i === 0 ? flipped(child) : child))];
      if (children.length > 1) lists.push([hashInner(children[0]!, children[1]!), ...children.slice(2)]);
      return lists.map((list) => ({ type: 'RevealChildren', value: { children: list } }));
    }
    case 'RevealLeaf': {
      const { bytes } = move.value;
      return [bytes.slice(4), flipped(bytes), Uint8Array.of(...bytes.slice(0, 8), ...bytes)].map((leaf) => ({
        type: 'RevealLeaf',
        value: { bytes: leaf.slice(0, 4096) },
      }));
    }
    case 'RevealRegisters': {
      const { files } = move.value;
      const stray = files[0]!.slice();
      stray.set([1, 0, 0xc0, 0x7f], 4);
      const lists = [
        files.slice(1),
        [...files.slice(0, -1), flipped(files.at(-1)!)],
        [stray, ...files.slice(1)],
      ];
      return lists.map((list) => ({ type: 'RevealRegisters', value: { files: list } }));
    }
    case 'Pick':
      return [16, 255].map((index) => ({ type: 'Pick', value: { index } }));
    case 'PickElement':
      return [1024, 65_535].map((index) => ({ type: 'PickElement', value: { index } }));
    case 'OpenOperator':
    case 'OpenTensor': {
      const { type, value } = move;
      return [
        { type, value: { ...value, record: flipped(value.record) } },
        ...forgedPaths(value.path).map((path) => ({ type, value: { ...value, path } })),
      ];
    }
    case 'ProveSource': {
      const { value } = move;
      return [
        { type: 'ProveSource', value: { ...value, root: flipped(value.root) } },
        ...forgedPaths(value.path).map((path): Move => ({ type: 'ProveSource', value: { ...value, path } })),
      ];
    }
    case 'ProveEndState': {
      const { value } = move;
      return [
        { type: 'ProveEndState', value: { ...value, record: flipped(value.record) } },
        { type: 'ProveEndState', value: { ...value, root: flipped(value.root) } },
        ...forgedPaths(value.rootPath).map(
          (rootPath): Move => ({ type: 'ProveEndState', value: { ...value, rootPath } }),
        ),
        ...forgedPaths(value.recordPath).map(
          (recordPath): Move => ({ type: 'ProveEndState', value: { ...value, recordPath } }),
        ),
      ];
    }
    case 'ProveOperation': {
      const { operands } = move.value;
      const [first, ...rest] = operands;
      const other = first ?? { root: blake2b256(), rootPath: [], leaf: new Uint8Array(4), leafPath: [] };
      const lists = [first === undefined ? [other] : rest];
      if (first !== undefined) {
        const leaf = first.leaf.map((byte) => byte ^ 0x55);
        // Another value for certain, first under the tensor's root, then under its own where that is the leaf alone.
        lists.push([{ ...first, leaf }, ...rest]);
        if (first.leafPath.length === 0) lists.push([{ ...first, leaf, root: hashLeaf(leaf) }, ...rest]);
        lists.push(
          [{ ...first, root: flipped(first.root) }, ...rest],
          [{ ...first, leaf: flipped(first.leaf) }, ...rest],
          [{ ...first, leaf: first.leaf.slice(4) }, ...rest],
          ...forgedPaths(first.rootPath).map((rootPath) => [{ ...first, rootPath }, ...rest]),
          ...forgedPaths(first.leafPath).map((leafPath) => [{ ...first, leafPath }, ...rest]),
        );
      }
      return lists.map((list) => ({ type: 'ProveOperation', value: { operands: list } }));
    }
    default:
      return [];
  }
}
