import { describe, expect, test } from 'vitest';
import { toBits } from '../f32/bits.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { toHex } from '../hash/hex.ts';
import { blobRoot } from '../merkle/blob.ts';
import { checkProgram } from './check.ts';
import type { GraphErrorCode } from './errors.ts';
import { linearModel } from './linear-model.fixture.ts';
import { nodeRecord } from './program.ts';
import type { GraphNode, Operator, Program, ProgramHeader, StateTensor } from './types.ts';

type Change<T> = { -readonly [K in keyof T]?: T[K] };

function withHeader(change: Change<ProgramHeader>): Program {
  const program = linearModel();
  return { ...program, header: { ...program.header, ...change } };
}

function withState(change: Change<StateTensor>): Program {
  const program = linearModel();
  return { ...program, states: program.states.map((state) => ({ ...state, ...change })) };
}

function withNode(index: number, change: Change<GraphNode>): Program {
  const program = linearModel();
  return { ...program, nodes: program.nodes.map((node, i) => (i === index ? { ...node, ...change } : node)) };
}

/** A program with one more node at its end. */
function withExtra(operator: Operator, inputs: number[], shape: number[]): Program {
  const program = linearModel();
  const inputShapes = inputs.map((input) => program.nodes[input]?.shape ?? []);
  const nodes = [...program.nodes, { operator, inputs, inputShapes, shape }];
  return { ...program, nodes, header: { ...program.header, nodeCount: nodes.length } };
}

function refuses(program: Program, code: GraphErrorCode, record: number): void {
  expect(() => checkProgram(program)).toThrow(expect.objectContaining({ name: 'GraphError', code, record }));
}

const record = (node: number) => nodeRecord(1, node);
const extra = record(11);

test('a program that makes sense passes', () => {
  expect(() => checkProgram(linearModel())).not.toThrow();
});

describe('the header', () => {
  test('has to count what is there', () => {
    refuses(withHeader({ nodeCount: 10 }), 'CountMismatch', 0);
    refuses(withHeader({ stateCount: 2 }), 'CountMismatch', 0);
  });
  test('has to describe batches', () => {
    for (const change of [{ batchSize: 0 }, { batchSize: 2 ** 21 }, { rowStride: 0 }, { rowWidth: 0 }]) {
      refuses(withHeader(change), 'BadHeader', 0);
    }
    refuses(withHeader({ batchSize: -1 }), 'BadRecord', 0);
  });
  test('has to name a scalar as the loss', () => {
    refuses(withHeader({ lossNode: 5 }), 'LossNotScalar', 0);
    refuses(withHeader({ lossNode: 11 }), 'LossNotScalar', 0);
  });
  test('needs nodes', () => {
    const program = withHeader({ nodeCount: 0 });
    refuses({ ...program, nodes: [] }, 'BadHeader', 0);
  });
});

describe('a state tensor', () => {
  test('has to become a node of its own shape', () => {
    refuses(withState({ next: 11 }), 'NextOutOfRange', 1);
    refuses(withState({ next: 6 }), 'NextShapeMismatch', 1);
  });
  test('has to start finite', () => {
    const [nan, one, two] = [Number.NaN, 1, 2].map(toBits) as [number, number, number];
    refuses(withState({ init: { type: 'Fill', value: { bits: nan } } }), 'BadInit', 1);
    refuses(withState({ init: { type: 'Uniform', value: { low: two, high: one } } }), 'BadInit', 1);
    refuses(
      withState({ init: { type: 'Normal', value: { mean: one, deviation: toBits(-1) } } }),
      'BadInit',
      1,
    );
    // Finite ends, but what is drawn between them is not.
    const [low, high] = [-3e38, 3e38].map(toBits) as [number, number];
    refuses(withState({ init: { type: 'Uniform', value: { low, high } } }), 'BadInit', 1);
    refuses(withState({ init: { type: 'Normal', value: { mean: one, deviation: high } } }), 'BadInit', 1);
    refuses(
      withState({ init: { type: 'Normal', value: { mean: high, deviation: toBits(2e37) } } }),
      'BadInit',
      1,
    );
  });
  test('has to have a name', () => {
    refuses(withState({ name: '' }), 'BadName', 1);
    refuses(withState({ name: 'ß'.repeat(65) }), 'BadName', 1);
  });
  test('has to have the shape that nodes read', () => {
    refuses(withState({ shape: [1, 3] }), 'WrongStateShape', record(0));
  });
});

describe('a node', () => {
  test('reads only nodes before it', () => {
    refuses(withNode(5, { inputs: [5] }), 'ForwardReference', record(5));
    refuses(withNode(5, { inputs: [9] }), 'ForwardReference', record(5));
    refuses(withNode(5, { inputs: [99] }), 'ForwardReference', record(5));
  });
  test('says what shapes it reads', () => {
    refuses(withNode(5, { inputShapes: [[1, 4]], shape: [1, 4] }), 'WrongInputShape', record(5));
    refuses(
      withNode(3, {
        inputShapes: [
          [4, 3],
          [4, 1],
        ],
      }),
      'WrongInputShape',
      record(3),
    );
  });
  test('says what shape it gives', () => {
    refuses(withNode(5, { shape: [1, 4] }), 'WrongOutputShape', record(5));
  });
  test('has as many inputs as its operator takes', () => {
    refuses(withNode(5, { inputs: [4, 4] }), 'WrongInputCount', record(5));
    refuses(withNode(5, { inputs: [], inputShapes: [] }), 'WrongInputCount', record(5));
  });
  test('has no empty, huge or deep shape', () => {
    refuses(withExtra({ type: 'fill', value: { bits: 0 } }, [], [3, 0]), 'BadShape', extra);
    refuses(withExtra({ type: 'fill', value: { bits: 0 } }, [], [2 ** 28, 2]), 'TooLarge', extra);
    refuses(
      withExtra({ type: 'fill', value: { bits: 0 } }, [], [2 ** 31, 2 ** 31, 2 ** 31]),
      'TooLarge',
      extra,
    );
    refuses(
      withExtra({ type: 'fill', value: { bits: 0 } }, [], Array<number>(9).fill(1)),
      'BadRecord',
      extra,
    );
  });
  test('names a state tensor, constant or part of an example that exists', () => {
    refuses(withNode(0, { operator: { type: 'state', value: { tensor: 1 } } }), 'StateOutOfRange', record(0));
    refuses(
      withNode(8, { operator: { type: 'constant', value: { root: blake2b256() } } }),
      'ConstantMissing',
      record(8),
    );
    refuses(withNode(8, { shape: [1, 2] }), 'ConstantMissing', record(8));
    refuses({ ...linearModel(), constants: new Map() }, 'ConstantMissing', record(8));
    refuses(withNode(2, { operator: { type: 'batch', value: { offset: 4 } } }), 'BadAttribute', record(2));
    refuses(withExtra({ type: 'batch', value: { offset: 0 } }, [], [3, 1]), 'BadAttribute', extra);
    refuses(withExtra({ type: 'batch', value: { offset: 0 } }, [], []), 'WrongOutputShape', extra);
  });
});

describe('what would be beyond whoever has to run or judge it', () => {
  const fill: Operator = { type: 'fill', value: { bits: 0 } };

  /** The program with further nodes at its end, which are records 13, 14, … */
  function withMore(nodes: readonly Omit<GraphNode, 'inputShapes'>[]): Program {
    const program = linearModel();
    const all = [...program.nodes];
    for (const node of nodes) {
      all.push({ ...node, inputShapes: node.inputs.map((input) => all[input]?.shape ?? []) });
    }
    return { ...program, nodes: all, header: { ...program.header, nodeCount: all.length } };
  }

  test('is a constant with a NaN that no tensor holds, so that its root is no output that can be shown', () => {
    const program = linearModel();
    const bytes = Uint8Array.of(1, 0, 0xc0, 0x7f);
    const root = blobRoot(bytes);
    const nodes = program.nodes.map((node, i) =>
      i === 8 ? { ...node, operator: { type: 'constant' as const, value: { root } } } : node,
    );
    refuses({ ...program, nodes, constants: new Map([[toHex(root), bytes]]) }, 'StrayNan', record(8));
  });

  test('are too many elements in all, were they only named', () => {
    const large = { operator: fill, inputs: [], shape: [2 ** 28] };
    const named = (input: number) => ({
      operator: { type: 'reshape' as const },
      inputs: [input],
      shape: [2 ** 27, 2],
    });
    expect(() => checkProgram(withMore([large]))).not.toThrow();
    refuses(withMore([large, named(11)]), 'ProgramTooLarge', record(12));
    refuses(withMore([large, large]), 'ProgramTooLarge', record(12));
  });

  test('are more instructions for one element than either side runs through in the time for a move', () => {
    const row = { operator: fill, inputs: [], shape: [2 ** 25] };
    const sum = { operator: { type: 'sum' as const, value: { axes: [0] } }, inputs: [11], shape: [] };
    const indices = { operator: fill, inputs: [], shape: [2 ** 25] };
    const segments = { operator: { type: 'segmentSum' as const }, inputs: [11, 12], shape: [1] };
    expect(() => checkProgram(withMore([row, sum]))).not.toThrow();
    const max = { ...sum, operator: { type: 'max' as const, value: { axes: [0] } } };
    refuses(withMore([row, max]), 'TooLarge', record(12));
    refuses(withMore([row, indices, segments]), 'TooLarge', record(13));
  });

  test('are too many units in a step', () => {
    const side = { operator: fill, inputs: [], shape: [2 ** 13, 2 ** 12] };
    const operator = { type: 'matmul' as const, value: { transposeA: false, transposeB: true } };
    const product = { operator, inputs: [11, 11], shape: [2 ** 13, 2 ** 13] };
    expect(() => checkProgram(withMore([side]))).not.toThrow();
    refuses(withMore([side, product]), 'ProgramTooLarge', record(12));
  });
});

describe('attributes and shapes that do not fit', () => {
  // Node 1 is [4,3], node 3 is [4,1], node 6 is a scalar.
  const plain = { transposeA: false, transposeB: false };
  const cases: [string, Operator, number[], number[], GraphErrorCode][] = [
    [
      'transpose by what is no permutation',
      { type: 'transpose', value: { permutation: [0, 0] } },
      [1],
      [4, 4],
      'BadAttribute',
    ],
    [
      'transpose by too few axes',
      { type: 'transpose', value: { permutation: [0] } },
      [1],
      [4],
      'BadAttribute',
    ],
    [
      'transpose by an axis that is not there',
      { type: 'transpose', value: { permutation: [0, 2] } },
      [1],
      [4, 3],
      'BadAttribute',
    ],
    ['sum over nothing', { type: 'sum', value: { axes: [] } }, [1], [4, 3], 'BadAttribute'],
    ['sum over an axis twice', { type: 'sum', value: { axes: [1, 1] } }, [1], [4], 'BadAttribute'],
    [
      'max over an axis that is not there',
      { type: 'max', value: { axes: [2] } },
      [1],
      [4, 3],
      'BadAttribute',
    ],
    ['max over descending axes', { type: 'max', value: { axes: [1, 0] } }, [1], [], 'BadAttribute'],
    ['reshape to another size', { type: 'reshape' }, [1], [13], 'WrongOutputShape'],
    ['broadcast to what does not fit', { type: 'broadcast' }, [1], [4, 6], 'WrongOutputShape'],
    ['broadcast to fewer axes', { type: 'broadcast' }, [1], [3], 'WrongOutputShape'],
    ['add of what does not fit', { type: 'add' }, [1, 7], [4, 3], 'WrongInputShape'],
    ['matmul of what does not fit', { type: 'matmul', value: plain }, [1, 3], [4, 1], 'WrongInputShape'],
    ['matmul of a scalar', { type: 'matmul', value: plain }, [6, 1], [4, 3], 'WrongInputShape'],
    ['gather from a scalar', { type: 'gather' }, [6, 1], [4, 3], 'WrongInputShape'],
    ['segmentSum of unequal length', { type: 'segmentSum' }, [1, 3], [2, 3], 'WrongInputShape'],
    ['segmentSum into a scalar', { type: 'segmentSum' }, [1, 1], [], 'WrongInputShape'],
    ['oneHot into a scalar', { type: 'oneHot', value: { on: 0, off: 0 } }, [6], [], 'WrongOutputShape'],
    [
      'oneHot deeper than f32 counts',
      { type: 'oneHot', value: { on: 0, off: 0 } },
      [6],
      [2 ** 25],
      'WrongInputShape',
    ],
    ['step that is no scalar', { type: 'step' }, [], [1], 'WrongOutputShape'],
  ];
  test.each(cases)('%s', (_, operator, inputs, shape, code) => {
    refuses(withExtra(operator, inputs, shape), code, extra);
  });
});
