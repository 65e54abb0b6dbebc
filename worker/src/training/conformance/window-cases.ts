import type {
  PoolOperatorName,
  PoolWindow,
  Shape,
  Walk,
  WalkOperatorName,
} from '@plumbline/verification/graph/types';
import { poolingOf } from '@plumbline/verification/operators/pool';
import { walkAxes } from '@plumbline/verification/operators/window';
import type { Draw } from './draw.ts';
import { type CaseMaker, operand, type Size } from './operator-case.ts';

/** Images, filters and results of a convolution at random. */
function convolution(
  draw: Draw,
  size: Size,
  depthwise: boolean,
): { value: Walk; x: Shape; filter: Shape; y: Shape } {
  const large = size === 'large';
  const [rows, columns] = [draw.whole(1, 4), draw.whole(1, 4)];
  const dilations = [draw.whole(1, large ? 1 : 3), draw.whole(1, large ? 1 : 3)];
  const extent = (taps: number, dilation = 1): number =>
    (taps - 1) * dilation + 1 + draw.whole(0, 6) + (large ? 14 : 0);
  const image = [extent(rows, dilations[0]), extent(columns, dilations[1])];
  const x = [draw.whole(1, 3) + (large ? 4 : 0), ...image, draw.whole(1, 6)];
  const filter = [rows, columns, x[3] as number, draw.whole(1, depthwise ? 3 : 9)];
  const value: Walk = {
    strides: [draw.whole(1, 3), draw.whole(1, 3)],
    dilations,
    padding: [draw.whole(0, 2), draw.whole(0, 2), draw.whole(0, 2), draw.whole(0, 2)],
  };
  const [down, across] = walkAxes(value, image, [rows, columns]);
  const [, , channels = 1, filters = 1] = filter;
  const y = [x[0] as number, down.outputs, across.outputs, depthwise ? channels * filters : filters];
  return { value, x, filter, y };
}

const walk =
  (type: WalkOperatorName, depthwise: boolean): CaseMaker =>
  (draw, size) => {
    const { value, x, filter, y } = convolution(draw, size, depthwise);
    const shapes = type.endsWith('InputGradient')
      ? [y, filter, x]
      : type.endsWith('FilterGradient')
        ? [x, y, filter]
        : [x, filter, y];
    const [a, b, shape] = shapes as [Shape, Shape, Shape];
    const manner = draw.pick(['calm', 'special', 'bits'] as const);
    const operands = [operand(draw, a, manner), operand(draw, b, manner)];
    return { operator: { type, value }, operands, shape };
  };

/** A pooling window of which no position lies in the padding altogether. */
function pooling(draw: Draw, size: Size): { value: PoolWindow; x: Shape; y: Shape; taps: number } {
  const window = [draw.whole(1, 4), draw.whole(1, 4)];
  const [rows = 1, columns = 1] = window;
  const more = size === 'large' ? 20 : 0;
  const value: PoolWindow = {
    window,
    strides: [draw.whole(1, rows), draw.whole(1, columns)],
    padding: [rows, rows, columns, columns].map((taps) => draw.whole(0, taps - 1)),
  };
  const x = [
    draw.whole(1, 3),
    draw.whole(rows, rows + 5) + more,
    draw.whole(columns, columns + 5) + more,
    draw.whole(1, 9),
  ];
  const { y, taps } = poolingOf(value, x);
  return { value, x, y, taps };
}

const pool =
  (type: PoolOperatorName): CaseMaker =>
  (draw, size) => {
    const { value, x, y, taps } = pooling(draw, size);
    const operator = { type, value };
    if (type === 'avgPoolGradient') return { operator, operands: [operand(draw, y)], shape: x };
    if (type === 'maxPoolGradient') {
      return {
        operator,
        operands: [operand(draw, y), { shape: y, values: draw.indices(y, taps) }],
        shape: x,
      };
    }
    return { operator, operands: [operand(draw, x)], shape: y };
  };

/** The operators whose windows walk over images. */
export const WINDOW_CASES: Readonly<Record<WalkOperatorName | PoolOperatorName, CaseMaker>> = {
  conv2d: walk('conv2d', false),
  conv2dInputGradient: walk('conv2dInputGradient', false),
  conv2dFilterGradient: walk('conv2dFilterGradient', false),
  depthwiseConv2d: walk('depthwiseConv2d', true),
  depthwiseConv2dInputGradient: walk('depthwiseConv2dInputGradient', true),
  depthwiseConv2dFilterGradient: walk('depthwiseConv2dFilterGradient', true),
  maxPool: pool('maxPool'),
  maxPoolIndex: pool('maxPoolIndex'),
  maxPoolGradient: pool('maxPoolGradient'),
  avgPool: pool('avgPool'),
  avgPoolGradient: pool('avgPoolGradient'),
};
