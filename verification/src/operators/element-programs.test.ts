import { describe, expect, test } from 'vitest';
import { initialRegisters, openingsOf, runProgram } from '../element/evaluate.ts';
import { elementCount } from '../graph/shape.ts';
import type { Operator, Shape } from '../graph/types.ts';
import { context, node } from './definition-cases.fixture.ts';
import { DEFINITIONS, definitionOf } from './definitions.ts';
import { elementProgram } from './registry.ts';

describe('every element program', () => {
  const shapes: Record<string, [Operator, Shape[], Shape]> = {
    batch: [{ type: 'batch', value: { offset: 0 } }, [], [4, 2]],
    fill: [{ type: 'fill', value: { bits: 0 } }, [], [2]],
    step: [{ type: 'step' }, [], []],
    transpose: [{ type: 'transpose', value: { permutation: [1, 0] } }, [[2, 3]], [3, 2]],
    reshape: [{ type: 'reshape' }, [[2, 3]], [6]],
    broadcast: [{ type: 'broadcast' }, [[3]], [2, 3]],
    gather: [{ type: 'gather' }, [[3, 2], [4]], [4, 2]],
    segmentSum: [{ type: 'segmentSum' }, [[4, 2], [4]], [3, 2]],
    oneHot: [{ type: 'oneHot', value: { on: 1, off: 0 } }, [[4]], [4, 3]],
    select: [{ type: 'select' }, [[2], [2], [2]], [2]],
    sum: [{ type: 'sum', value: { axes: [0] } }, [[3, 2]], [2]],
    max: [{ type: 'max', value: { axes: [0] } }, [[3, 2]], [2]],
    matmul: [
      { type: 'matmul', value: { transposeA: false, transposeB: false } },
      [
        [2, 3],
        [3, 2],
      ],
      [2, 2],
    ],
  };
  const walk = { strides: [2, 1], dilations: [1, 2], padding: [1, 0, 2, 1] };
  const [x, y] = [
    [2, 4, 5, 2],
    [2, 2, 4, 3],
  ];
  for (const [type, first, second, shape] of [
    ['conv2d', x, [3, 3, 2, 3], y],
    ['conv2dInputGradient', y, [3, 3, 2, 3], x],
    ['conv2dFilterGradient', x, y, [3, 3, 2, 3]],
    ['depthwiseConv2d', x, [3, 3, 2, 2], [2, 2, 4, 4]],
    ['depthwiseConv2dInputGradient', [2, 2, 4, 4], [3, 3, 2, 2], x],
    ['depthwiseConv2dFilterGradient', x, [2, 2, 4, 4], [3, 3, 2, 2]],
  ] as const) {
    shapes[type] = [{ type, value: walk }, [first, second], shape];
  }
  const window = { window: [3, 2], strides: [2, 1], padding: [1, 0, 0, 1] };
  const pooled = [2, 2, 5, 2];
  Object.assign(shapes, {
    maxPool: [{ type: 'maxPool', value: window }, [x], pooled],
    maxPoolIndex: [{ type: 'maxPoolIndex', value: window }, [x], pooled],
    maxPoolGradient: [{ type: 'maxPoolGradient', value: window }, [pooled, pooled], x],
    avgPool: [{ type: 'avgPool', value: window }, [x], pooled],
    avgPoolGradient: [{ type: 'avgPoolGradient', value: window }, [pooled], x],
    pad: [{ type: 'pad', value: { before: [1, 0], after: [0, 2], bits: 5 } }, [[2, 3]], [3, 5]],
    slice: [{ type: 'slice', value: { begin: [1, 0], strides: [1, 2] } }, [[3, 5]], [2, 3]],
    concat: [
      { type: 'concat', value: { axis: 1 } },
      [
        [2, 1, 2],
        [2, 3, 2],
      ],
      [2, 4, 2],
    ],
    uniform: [{ type: 'uniform', value: { stream: 7 } }, [], [3, 2]],
  });
  const computed = DEFINITIONS.filter(({ name }) => name !== 'state' && name !== 'constant');

  test.each(computed.map(({ name }) => name))('%s keeps to 8 registers, 2 openings and its units', (name) => {
    const { arity } = definitionOf(name);
    const [operator, inputs, shape] = shapes[name] ?? [
      { type: name } as Operator,
      Array<Shape>(arity).fill([5]),
      [5],
    ];
    const some = node(operator, inputs, shape);
    let instructions = 0n;
    for (let element = 0; element < elementCount(shape); element++) {
      const program = elementProgram(some, element, context);
      instructions += BigInt(program.length);
      for (let t = 0; t < program.length; t++) {
        const instruction = program.instruction(t);
        expect(program.instruction(t)).toEqual(instruction);
        expect(openingsOf(instruction, initialRegisters()).length).toBeLessThanOrEqual(2);
      }
      expect(runProgram(program, () => 0).length).toBe(8);
    }
    const units = definitionOf(name).units(some);
    if (name === 'reshape') expect(units).toBe(0n);
    else if (name === 'segmentSum') expect(units).toBe(2n * 8n + 6n);
    else expect(units).toBe(instructions);
  });

  test('does not exist for an element outside, or for a node that makes no sense', () => {
    const [operator, inputs] = shapes.sum!;
    for (const element of [-1, 2, 0.5, NaN]) {
      expect(() => elementProgram(node(operator, inputs, [2]), element, context)).toThrow(
        expect.objectContaining({ code: 'ElementOutOfRange' }),
      );
    }
    expect(() => elementProgram(node(operator, inputs, [3]), 0, context)).toThrow(
      expect.objectContaining({ code: 'WrongOutputShape' }),
    );
  });
});
