import { elementCount } from '../../src/graph/shape.ts';
import type { PoolOperatorName, Shape, WalkOperatorName } from '../../src/graph/types.ts';
import { poolingOf } from '../../src/operators/pool.ts';
import { walkAxes } from '../../src/operators/window.ts';
import type { GrowingProgram } from './growing-program.ts';

/** Some small node's values in four axes, repeated where there are too few. */
function imageNode(program: GrowingProgram, shape: Shape): number {
  const input = program.some((own) => elementCount(own) >= 2 && elementCount(own) <= 64);
  const count = elementCount(program.shape(input));
  const flat = program.add({ type: 'reshape' }, [input], [count]);
  const indices = program.integers([elementCount(shape)], count - 1);
  const picked = program.add({ type: 'gather' }, [flat, indices], [elementCount(shape)]);
  return program.add({ type: 'reshape' }, [picked], shape);
}

/** A convolution or one of its gradients, of small images. */
export function growConvolution(program: GrowingProgram, name: WalkOperatorName): number {
  const { random } = program;
  const [strides, dilations] = [0, 0].map(() => [1 + random.below(2), 1 + random.below(2)]);
  const padding = [0, 0, 0, 0].map(() => random.below(3));
  const value = { strides: strides!, dilations: dilations!, padding };
  const x = [1 + random.below(2), 5, 5, 1 + random.below(3)];
  const filter = [1 + random.below(3), 1 + random.below(3), x[3]!, 1 + random.below(3)];
  const [rows, columns] = walkAxes(value, x.slice(1, 3), filter.slice(0, 2));
  const outputs = name.startsWith('depthwise') ? x[3]! * filter[3]! : filter[3]!;
  const y = [x[0]!, rows.outputs, columns.outputs, outputs];
  const [a, b, shape] = name.endsWith('InputGradient')
    ? [y, filter, x]
    : name.endsWith('FilterGradient')
      ? [x, y, filter]
      : [x, filter, y];
  return program.add({ type: name, value }, [imageNode(program, a), imageNode(program, b)], shape);
}

/** A pooling or one of its gradients, of small images. */
export function growPooling(program: GrowingProgram, name: PoolOperatorName): number {
  const { random } = program;
  const window = [2 + random.below(2), 2 + random.below(2)];
  const strides = [1 + random.below(2), 1 + random.below(2)];
  const padding = [0, 0, 0, 0].map(() => random.below(2));
  const value = { window, strides, padding };
  const x = [1 + random.below(2), 4, 5, 1 + random.below(3)];
  const y = poolingOf(value, x).y;
  switch (name) {
    case 'maxPoolGradient': {
      const indices = program.integers(y, window[0]! * window[1]!);
      return program.add({ type: name, value }, [imageNode(program, y), indices], x);
    }
    case 'avgPoolGradient':
      return program.add({ type: name, value }, [imageNode(program, y)], x);
    default:
      return program.add({ type: name, value }, [imageNode(program, x)], y);
  }
}
