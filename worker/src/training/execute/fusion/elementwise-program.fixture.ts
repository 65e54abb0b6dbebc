import { toBits } from '@plumbline/verification/f32/bits';
import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import type { GraphNode, Operator, Program, Shape } from '@plumbline/verification/graph/types';
import { kernelsHash } from '../../kernels/identity.ts';

/** Shapes that broadcast to [A, B, C], and those with as many elements. */
const [A, B] = [3, 4];
/** The state of shape [A·B, C]. */
const ROWS = 7;

/** A program of element-wise nodes and sums, chosen by these numbers, over tensors whose last axis has this length. */
export function elementwiseProgram(picks: readonly number[], width: number): Program {
  let at = 0;
  const pick = <T>(items: readonly T[]): T => items[(picks[at++ % picks.length] ?? 0) % items.length] as T;
  const full: Shape = [A, B, width];
  const shapes: Shape[] = [
    full,
    [width],
    [B, 1],
    [A, 1, 1],
    [A, 1, width],
    [],
    [1, B, width],
    [A * B, width],
  ];
  const nodes: GraphNode[] = [];
  const add = (operator: Operator, inputs: readonly number[], shape: Shape): number =>
    nodes.push({ operator, inputs, inputShapes: inputs.map((i) => nodes[i]?.shape ?? []), shape }) - 1;
  shapes.forEach((shape, tensor) => {
    add({ type: 'state', value: { tensor } }, [], shape);
  });
  add({ type: 'fill', value: { bits: toBits(-0.75) } }, [], []);
  const any = (): number =>
    pick(nodes.flatMap(({ shape }, i) => (`${shape}` === `${shapes[ROWS]}` ? [] : i)));
  const whole = (): number => pick(nodes.flatMap(({ shape }, i) => (`${shape}` === `${full}` ? i : [])));
  const recipes = [
    () => add({ type: pick(UNARY) }, [whole()], full),
    () => add({ type: pick(BINARY) }, [whole(), any()], full),
    () => add({ type: pick(BINARY) }, [any(), whole()], full),
    () => add({ type: 'select' }, [any(), whole(), any()], full),
    () => add({ type: 'broadcast' }, [any()], full),
    () =>
      add({ type: 'broadcast' }, [add({ type: 'sum', value: { axes: [0] } }, [whole()], [B, width])], full),
    () => {
      const rows = add({ type: 'reshape' }, [whole()], [A * B, width]);
      add({ type: 'reshape' }, [add({ type: 'mul' }, [rows, ROWS], [A * B, width])], full);
    },
  ];
  while (nodes.length < 45) pick(recipes)();
  const states = shapes.map((shape, tensor) => ({
    name: `s${tensor}`,
    shape,
    init: { type: 'Uniform' as const, value: { low: toBits(-3), high: toBits(3) } },
    next: tensor === 0 ? whole() : tensor,
  }));
  const header = {
    version: 1 as const,
    operatorSet: 1 as const,
    kernels: kernelsHash(),
    stateCount: states.length,
    nodeCount: nodes.length,
    lossNode: 5,
    batchSize: 1,
    rowStride: 1,
    rowWidth: 1,
  };
  return { header, states, nodes, constants: new Map() };
}
