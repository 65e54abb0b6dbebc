import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blake2b256 } from '../hash/blake2b.ts';
import { recordsTree } from '../merkle/records.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { DEFINITIONS } from '../operators/definitions.ts';
import { decodeHeader, decodeNode, decodeState, encodeHeader, encodeNode, encodeState } from './codec.ts';
import { GraphError } from './errors.ts';
import { MAX_RECORD_BYTES } from './limits.ts';
import { linearModel } from './linear-model.fixture.ts';
import { decodeProgram, encodeProgram, nodeRecord, programRecords, programRoot } from './program.ts';
import type { GraphNode, Operator } from './types.ts';
import { unitsPerStep } from './units.ts';

const WALK = { strides: [2, 1], dilations: [1, 3], padding: [0, 1, 2, 65_536] };
const WINDOW = { window: [2, 3], strides: [2, 1], padding: [0, 1, 1, 0] };
const ATTRIBUTES: Partial<Record<Operator['type'], Operator['value']>> = {
  state: { tensor: 70_000 },
  batch: { offset: 12 },
  constant: { root: blake2b256() },
  fill: { bits: 0xff80_0000 },
  transpose: { permutation: [1, 0, 2] },
  oneHot: { on: 0x3f80_0000, off: 0 },
  sum: { axes: [0, 3] },
  max: { axes: [7] },
  matmul: { transposeA: true, transposeB: false },
  conv2d: WALK,
  conv2dInputGradient: WALK,
  conv2dFilterGradient: WALK,
  depthwiseConv2d: WALK,
  depthwiseConv2dInputGradient: WALK,
  depthwiseConv2dFilterGradient: WALK,
  maxPool: WINDOW,
  maxPoolIndex: WINDOW,
  maxPoolGradient: WINDOW,
  avgPool: WINDOW,
  avgPoolGradient: WINDOW,
  pad: { before: [1, 0], after: [0, 70_000], bits: 0x7fc0_0000 },
  slice: { begin: [0, 9], strides: [1, 2] },
  concat: { axis: 3 },
  uniform: { stream: 70_000 },
};

/** Runs `decode` on bytes that may be anything: the outcome is a value or a GraphError, never another error. */
function survives(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
  }
}

describe('records', () => {
  test.each(DEFINITIONS.map(({ name }) => name))('a %s node reads back as written', (type) => {
    const operator = (ATTRIBUTES[type] ? { type, value: ATTRIBUTES[type] } : { type }) as Operator;
    const node: GraphNode = { operator, inputs: [1, 65_535], inputShapes: [[2, 3], []], shape: [2 ** 28] };
    expect(decodeNode(encodeNode(node))).toEqual(node);
  });

  test('header and state tensors read back as written', () => {
    const { header, states } = linearModel();
    expect(decodeHeader(encodeHeader(header))).toEqual(header);
    expect(decodeState(encodeState(states[0]!))).toEqual(states[0]);
    const named = {
      ...states[0]!,
      name: 'couche/ß',
      init: { type: 'Uniform', value: { low: 1, high: 2 } },
    } as const;
    expect(decodeState(encodeState(named))).toEqual(named);
  });

  test('each operator keeps its index byte: the order is part of the protocol', () => {
    const bytes = (operator: Operator) => encodeNode({ operator, inputs: [], inputShapes: [], shape: [] })[0];
    expect(bytes({ type: 'state', value: { tensor: 0 } })).toBe(0);
    expect(bytes({ type: 'segmentSum' })).toBe(9);
    expect(bytes({ type: 'add' })).toBe(24);
    expect(bytes({ type: 'select' })).toBe(39);
    expect(bytes({ type: 'matmul', value: { transposeA: false, transposeB: false } })).toBe(42);
    expect(bytes({ type: 'conv2d', value: WALK })).toBe(43);
    expect(bytes({ type: 'maxPool', value: WINDOW })).toBe(49);
    expect(bytes({ type: 'slice', value: { begin: [], strides: [] } })).toBe(55);
    expect(bytes({ type: 'uniform', value: { stream: 0 } })).toBe(57);
    expect(bytes({ type: 'pow' })).toBe(67);
    expect(DEFINITIONS.length).toBe(68);
  });

  test('that are damaged, cut, lengthened or of another version are refused with their index', () => {
    const { header, nodes } = linearModel();
    const bytes = encodeNode(nodes[3]!);
    for (const bad of [
      bytes.slice(0, -1),
      Uint8Array.of(...bytes, 0),
      Uint8Array.of(200, ...bytes.slice(1)),
      new Uint8Array(0),
    ]) {
      expect(() => decodeNode(bad, 5)).toThrow(expect.objectContaining({ code: 'BadRecord', record: 5 }));
    }
    expect(() => decodeHeader(Uint8Array.of(2, ...encodeHeader(header).slice(1)))).toThrow(
      /Version 2 is not known/,
    );
    expect(() => decodeNode(new Uint8Array(MAX_RECORD_BYTES + 1))).toThrow(
      expect.objectContaining({ code: 'TooLarge' }),
    );
    expect(() => encodeState({ ...linearModel().states[0]!, name: 'x'.repeat(2000) })).toThrow(
      expect.objectContaining({ code: 'TooLarge' }),
    );
    expect(() => encodeNode({ ...nodes[0]!, shape: Array<number>(9).fill(1) })).toThrow(
      expect.objectContaining({ code: 'BadRecord' }),
    );
  });

  test('of garbage are refused, never misread', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const decode of [decodeHeader, decodeState, decodeNode]) survives(() => decode(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test('read from a view into a larger buffer are the same', () => {
    const bytes = encodeNode(linearModel().nodes[3]!);
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 7);
    expect(decodeNode(larger.subarray(7, 7 + bytes.length))).toEqual(decodeNode(bytes));
  });
});

describe('a program', () => {
  test('reads back from its file as written, and the file is unique', () => {
    const program = linearModel();
    const file = encodeProgram(program);
    expect(decodeProgram(file)).toEqual(program);
    expect(encodeProgram(decodeProgram(file))).toEqual(file);
  });

  test('proves each of its records against its root', () => {
    const program = linearModel();
    const records = programRecords(program);
    const tree = recordsTree(records);
    expect(tree.root).toEqual(programRoot(program));
    const index = nodeRecord(program.header.stateCount, 3);
    const leaf = hashLeaf(encodeNode(program.nodes[3]!));
    expect(verifyPath(programRoot(program), leaf, index, records.length, tree.path(index))).toBe(true);
  });

  test('file that is cut or damaged anywhere gives a GraphError and nothing else', () => {
    const file = encodeProgram(linearModel());
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeProgram(file.subarray(0, length))).toThrow(GraphError);
    }
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (position, byte) => {
        const damaged = file.slice();
        damaged[position] = byte;
        survives(() => decodeProgram(damaged));
      }),
      { numRuns: 500 },
    );
    expect(() => decodeProgram(Uint8Array.of(...file, 0))).toThrow(/left over/);
  });

  test('file that claims more than it holds is refused before anything is allocated', () => {
    const many = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
    expect(() => decodeProgram(many)).toThrow(expect.objectContaining({ code: 'TooLarge' }));
    const long = Uint8Array.of(1, 0, 0, 0, 0, 4, 0, 0);
    expect(() => decodeProgram(long)).toThrow(expect.objectContaining({ code: 'BadFile' }));
    const garbage = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(garbage, (bytes) => survives(() => decodeProgram(bytes))),
      { numRuns: 500 },
    );
  });

  test('file whose header counts other records than there are is refused', () => {
    const program = linearModel();
    const file = encodeProgram({ ...program, header: { ...program.header, nodeCount: 3 } });
    expect(() => decodeProgram(file)).toThrow(expect.objectContaining({ code: 'CountMismatch', record: 0 }));
  });

  test('weighs the basic operations of its nodes', () => {
    // batch 12+4, matmul 4·(2·3), sub 4, square 4·2, sum 4, matmul 3·(2·4), mul 3, add 3
    expect(unitsPerStep(linearModel())).toBe(12n + 4n + 24n + 4n + 8n + 4n + 24n + 3n + 3n);
  });
});
