import { computedLine, instruction, operand, register } from '../element/straight.ts';
import { sameShape, showShape } from '../graph/shape.ts';
import { define, inputShape, type NodeOf, ShapeError, unitsOfElements } from './definition.ts';

interface Geometry {
  readonly batch: readonly number[];
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

function geometryOf(node: NodeOf<'matmul'>): Geometry {
  const a = inputShape(node, 0);
  const b = inputShape(node, 1);
  const { transposeA, transposeB } = node.operator.value;
  const [aRows = 0, aColumns = 0] = a.slice(-2);
  const [bRows = 0, bColumns = 0] = b.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  const batch = a.slice(0, -2);
  if (a.length < 2 || b.length < 2 || k !== inner || !sameShape(batch, b.slice(0, -2))) {
    throw new ShapeError(
      'WrongInputShape',
      `matmul cannot multiply ${showShape(a)}${transposeA ? 'ᵀ' : ''} by ${showShape(b)}${transposeB ? 'ᵀ' : ''}.`,
    );
  }
  return { batch, m, n, k };
}

/**
 * `matmul{transposeA,transposeB}`: [x…, m, k]·[x…, k, n] = [x…, m, n], the leading axes being equal; a transposed
 * input has its last two axes swapped. For each i ascending: r1 := a_i·b_i; r0 := r0 + r1, from +0.
 */
export const matmul = define<'matmul'>({
  name: 'matmul',
  arity: 2,
  inferShape(node) {
    const { batch, m, n } = geometryOf(node);
    return [...batch, m, n];
  },
  units: (node) => unitsOfElements(node, 2 * geometryOf(node).k),
  element(node, element) {
    const { m, n, k } = geometryOf(node);
    const { transposeA, transposeB } = node.operator.value;
    const column = element % n;
    const row = Math.floor(element / n) % m;
    const matrix = Math.floor(element / (m * n));
    const aStart = matrix * m * k + (transposeA ? row : row * k);
    const bStart = matrix * k * n + (transposeB ? column * k : column);
    const aStep = transposeA ? m : 1;
    const bStep = transposeB ? 1 : n;
    return computedLine(2 * k, (t) => {
      const i = Math.floor(t / 2);
      return t % 2 === 0
        ? instruction(1, 'mul', operand(0, aStart + i * aStep), operand(1, bStart + i * bStep))
        : instruction(0, 'add', register(0), register(1));
    });
  },
});
