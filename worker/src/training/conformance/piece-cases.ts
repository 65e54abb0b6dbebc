import { type CaseMaker, operand } from './operator-case.ts';
import { anyShape, bits, LARGE } from './random-shapes.ts';

const gather: CaseMaker = (draw, size) => {
  const [count, at] = [draw.whole(1, 9), draw.shape(draw.whole(0, 3))];
  const rest = size === 'large' ? [LARGE] : draw.shape(draw.whole(0, 2));
  const indices = { shape: at, values: draw.indices(at, count) };
  return {
    operator: { type: 'gather' },
    operands: [operand(draw, [count, ...rest]), indices],
    shape: [...at, ...rest],
  };
};

const segmentSum: CaseMaker = (draw, size) => {
  const [count, segments] = [draw.whole(1, 30), draw.whole(1, 6)];
  const rest = size === 'large' ? [LARGE] : draw.shape(draw.whole(0, 2));
  const indices = { shape: [count], values: draw.indices([count], segments) };
  return {
    operator: { type: 'segmentSum' },
    operands: [operand(draw, [count, ...rest]), indices],
    shape: [segments, ...rest],
  };
};

const oneHot: CaseMaker = (draw, size) => {
  const at = draw.shape(draw.whole(0, 3));
  const depth = size === 'large' ? LARGE : draw.whole(1, 12);
  return {
    operator: { type: 'oneHot', value: { on: bits(draw), off: bits(draw) } },
    operands: [{ shape: at, values: draw.indices(at, depth) }],
    shape: [...at, depth],
  };
};

const pad: CaseMaker = (draw, size) => {
  const shape = anyShape(draw, size);
  const [before, after] = [shape.map(() => draw.whole(0, 3)), shape.map(() => draw.whole(0, 3))];
  return {
    operator: { type: 'pad', value: { before, after, bits: bits(draw) } },
    operands: [operand(draw, shape)],
    shape: shape.map((own, axis) => own + (before[axis] ?? 0) + (after[axis] ?? 0)),
  };
};

const slice: CaseMaker = (draw, size) => {
  const input = size === 'large' ? [7, 2 * LARGE] : draw.shape(draw.whole(1, 5), 7);
  const begin = input.map((own) => draw.whole(0, Math.min(2, own - 1)));
  const strides = input.map(() => draw.whole(1, 3));
  return {
    operator: { type: 'slice', value: { begin, strides } },
    operands: [operand(draw, input)],
    shape: input.map((own, axis) => Math.ceil((own - (begin[axis] ?? 0)) / (strides[axis] ?? 1))),
  };
};

const concat: CaseMaker = (draw, size) => {
  const shape = anyShape(draw, size);
  const axis = draw.whole(0, shape.length - 1);
  const sized = (length: number): number[] => shape.map((own, i) => (i === axis ? length : own));
  const [first, second] = [draw.whole(1, 5), draw.whole(1, 5)];
  return {
    operator: { type: 'concat', value: { axis } },
    operands: [operand(draw, sized(first)), operand(draw, sized(second))],
    shape: sized(first + second),
  };
};

type PieceName = 'gather' | 'segmentSum' | 'oneHot' | 'pad' | 'slice' | 'concat';

/** Cases at random of the operators that choose parts of tensors, or put them together. */
export const PIECE_CASES: Readonly<Record<PieceName, CaseMaker>> = {
  gather,
  segmentSum,
  oneHot,
  pad,
  slice,
  concat,
};
