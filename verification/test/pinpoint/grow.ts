import { toBits } from '../../src/f32/bits.ts';
import { isUnary } from '../../src/graph/element-wise.ts';
import { broadcastShape, elementCount } from '../../src/graph/shape.ts';
import type { Operator, OperatorName } from '../../src/graph/types.ts';
import { growConvolution, growPooling } from './grow-images.ts';
import { BATCH_SIZE, type GrowingProgram, MAX_ELEMENTS, STATE_SHAPES } from './growing-program.ts';

/** Adds a node of an operator, whose inputs and attributes are drawn. */
export function grow(program: GrowingProgram, name: OperatorName): number {
  const { random } = program;
  switch (name) {
    case 'state': {
      const tensor = random.below(STATE_SHAPES.length);
      return program.add({ type: 'state', value: { tensor } }, [], STATE_SHAPES[tensor]!);
    }
    case 'batch':
      return program.add(
        { type: 'batch', value: { offset: random.below(4) } },
        [],
        [BATCH_SIZE, 1 + random.below(3)],
      );
    case 'constant':
      return program.constant(
        Float32Array.from({ length: 6 }, () => random.below(100) / 7 - 5),
        [2, 3],
      );
    case 'step':
      return program.add({ type: 'step' }, [], []);
    case 'fill':
      return program.add({ type: 'fill', value: { bits: toBits(random.below(9) / 4 - 1) } }, [], [2, 3]);
    case 'reshape': {
      const input = program.small();
      return program.add({ type: 'reshape' }, [input], [elementCount(program.shape(input)), 1]);
    }
    case 'transpose': {
      const input = program.small();
      const shape = program.shape(input);
      const permutation = shape.map((_, axis) => shape.length - 1 - axis);
      return program.add({ type: name, value: { permutation } }, [input], [...shape].reverse());
    }
    case 'broadcast': {
      const input = program.some((shape) => elementCount(shape) <= 64 && shape.length < 7);
      return program.add({ type: name }, [input], [3, ...program.shape(input)]);
    }
    case 'gather': {
      const table = program.some((shape) => shape.length > 0 && elementCount(shape) <= MAX_ELEMENTS);
      const [size = 1, ...rest] = program.shape(table);
      return program.add({ type: name }, [table, program.integers([3], size)], [3, ...rest]);
    }
    case 'segmentSum': {
      const values = program.some((shape) => shape.length > 0 && elementCount(shape) <= 256);
      const [n = 1, ...rest] = program.shape(values);
      return program.add({ type: name }, [values, program.integers([n], 4)], [4, ...rest]);
    }
    case 'oneHot':
      return program.add(
        { type: name, value: { on: toBits(1), off: toBits(0.5) } },
        [program.integers([5], 3)],
        [5, 4],
      );
    case 'select': {
      const [a, b] = program.pair();
      const condition = program.some(
        (shape) => shape.length === 0 || broadcastShape([shape, program.shape(a)]) !== undefined,
      );
      const shape = broadcastShape([condition, a, b].map((node) => program.shape(node)));
      if (shape === undefined || elementCount(shape) > MAX_ELEMENTS) {
        return program.add({ type: name }, [a, a, a], program.shape(a));
      }
      return program.add({ type: name }, [condition, a, b], shape);
    }
    case 'sum':
    case 'max': {
      const input = program.some((shape) => shape.length > 0);
      const shape = program.shape(input);
      const axis = random.below(shape.length);
      const axes = random.below(2) === 0 ? [axis] : shape.map((_, i) => i);
      return program.add(
        { type: name, value: { axes } },
        [input],
        shape.filter((_, i) => !axes.includes(i)),
      );
    }
    case 'matmul': {
      const a = program.some((shape) => shape.length >= 2 && elementCount(shape) <= MAX_ELEMENTS);
      const shape = program.shape(a);
      const transposeA = random.below(2) === 1;
      const m = shape.at(transposeA ? -1 : -2)!;
      return program.add(
        { type: name, value: { transposeA, transposeB: !transposeA } },
        [a, a],
        [...shape.slice(0, -2), m, m],
      );
    }
    case 'conv2d':
    case 'conv2dInputGradient':
    case 'conv2dFilterGradient':
    case 'depthwiseConv2d':
    case 'depthwiseConv2dInputGradient':
    case 'depthwiseConv2dFilterGradient':
      return growConvolution(program, name);
    case 'maxPool':
    case 'maxPoolIndex':
    case 'maxPoolGradient':
    case 'avgPool':
    case 'avgPoolGradient':
      return growPooling(program, name);
    case 'pad': {
      const input = program.some((shape) => elementCount(shape) <= 64);
      const [before, after] = [1, 2].map((most) => program.shape(input).map(() => random.below(most + 1)));
      const shape = program.shape(input).map((size, axis) => size + before![axis]! + after![axis]!);
      if (elementCount(shape) > MAX_ELEMENTS) return grow(program, 'uniform');
      const value = { before: before!, after: after!, bits: toBits(0.5) };
      return program.add({ type: name, value }, [input], shape);
    }
    case 'slice': {
      const input = program.small();
      const begin = program.shape(input).map((size) => random.below(size));
      const strides = program.shape(input).map(() => 1 + random.below(2));
      const shape = program
        .shape(input)
        .map((size, axis) => Math.ceil((size - begin[axis]!) / strides[axis]!));
      return program.add({ type: name, value: { begin, strides } }, [input], shape);
    }
    case 'concat': {
      const a = program.some((shape) => shape.length > 0 && elementCount(shape) <= MAX_ELEMENTS);
      const shape = program.shape(a);
      const axis = random.below(shape.length);
      const joined = shape.map((size, i) => (i === axis ? 2 * size : size));
      return program.add({ type: name, value: { axis } }, [a, a], joined);
    }
    case 'uniform':
      return program.add({ type: name, value: { stream: random.below(9) } }, [], [5, 2 + random.below(3)]);
    default: {
      if (isUnary(name)) {
        const input = program.small();
        return program.add({ type: name } as Operator, [input], program.shape(input));
      }
      const [a, b] = program.pair();
      return program.add(
        { type: name } as Operator,
        [a, b],
        broadcastShape([program.shape(a), program.shape(b)])!,
      );
    }
  }
}
