import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';

const VALUE_BYTES = 4;
/** Operators that only name a tensor. */
const FREE = ['state', 'constant', 'fill', 'reshape', 'step'];

/** Floating-point operations of a node that is a matrix product or a convolution. */
function productFlops({ operator, shape, inputShapes }: GraphNode): number | undefined {
  const [first = [], second = []] = inputShapes;
  switch (operator.type) {
    case 'matmul':
      return 2 * elementCount(shape) * (first.at(operator.value.transposeA ? -2 : -1) ?? 1);
    case 'conv2d':
    case 'conv2dInputGradient':
    case 'conv2dFilterGradient': {
      const filter = operator.type === 'conv2dFilterGradient' ? shape : second;
      const result =
        operator.type === 'conv2dFilterGradient' ? second : operator.type === 'conv2d' ? shape : first;
      const [kh = 1, kw = 1, c = 1] = filter;
      return 2 * elementCount(result) * kh * kw * c;
    }
    default:
      return undefined;
  }
}

/** What a step cannot do without: the operations of its products, and the bytes of everything else. */
export interface StepFloor {
  readonly flops: number;
  readonly bytes: number;
}

export function stepFloor({ nodes }: Program): StepFloor {
  let [flops, bytes] = [0, 0];
  for (const node of nodes) {
    if (FREE.includes(node.operator.type)) continue;
    const own = productFlops(node);
    if (own !== undefined) flops += own;
    else {
      const elements = [node.shape, ...node.inputShapes].reduce((sum, shape) => sum + elementCount(shape), 0);
      bytes += elements * VALUE_BYTES;
    }
  }
  return { flops, bytes };
}
