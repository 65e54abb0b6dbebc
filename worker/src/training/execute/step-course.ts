import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { uniformKey } from '@plumbline/verification/random/uniform';
import { TrainingError } from '../error.ts';
import type { KernelTeam } from './kernel-team.ts';
import type { Launch } from './launch-context.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { launchUnit, type PlacedUnit, type UnitKernels } from './placed-unit.ts';
import type { Stage } from './stage.ts';
import { copyExamples } from './step-executor.ts';

/** What changes from step to step. */
export interface Moment {
  step: number;
  examples: readonly number[];
}

export interface CourseOptions {
  readonly program: Program;
  readonly dataset: Float32Array;
  readonly seed: Uint8Array;
  readonly plan: MemoryPlan;
  readonly stages: readonly Stage[];
  readonly memory: WebAssembly.Memory;
  readonly kernels: UnitKernels;
  readonly moment: Moment;
  readonly team: KernelTeam | undefined;
  /** Of the first stage, among all that the team knows. */
  readonly firstTask: number;
}

/** The launches of a step's stages, in order; undefined where nothing is computed at run time. */
export function prepareCourse(options: CourseOptions): (Launch | undefined)[] {
  const { kernels, team, firstTask } = options;
  return options.stages.map(({ units, pieces }, i) => {
    if (team !== undefined && pieces.length > 0) {
      const parts = pieces.map(({ unit, share, block }) => launchUnit(unit, kernels, share, block));
      return () => team.run(firstTask + i, parts);
    }
    const launches = units.flatMap((unit) => {
      const own = unit.type === 'node' ? writtenLaunch(unit, options) : undefined;
      return own ?? launchUnit(unit, kernels) ?? [];
    });
    if (launches.length < 2) return launches[0];
    return () => {
      for (const launch of launches) launch();
    };
  });
}

/** Of nodes that no kernel computes from inputs. */
function writtenLaunch(
  { node, output }: PlacedUnit & { readonly type: 'node' },
  { program, dataset, seed, memory, kernels, moment, team }: CourseOptions,
): Launch | undefined {
  const { operator, shape } = node;
  const count = elementCount(shape);
  switch (operator.type) {
    case 'step': {
      const view = new Float32Array(memory.buffer, output, count);
      return () => {
        view[0] = moment.step;
      };
    }
    case 'uniform': {
      const { stream } = operator.value;
      const [low, high] = uniformKey(seed);
      return () => kernels.kernels.uniform(output, count, low, high, stream, moment.step);
    }
    case 'batch': {
      const view = new Float32Array(memory.buffer, output, count);
      const { offset } = operator.value;
      const { rowStride } = program.header;
      if (team === undefined) return () => copyExamples(dataset, rowStride, offset, moment.examples, view);
      // Copying into shared memory is slow, byte by byte where rows are not aligned: better all rows at once.
      const own = new Float32Array(count);
      return () => {
        copyExamples(dataset, rowStride, offset, moment.examples, own);
        view.set(own);
      };
    }
    default:
      return undefined;
  }
}

/** Writes the outputs of `fill` and `constant` nodes, which stay. */
export function writeConstants(
  { nodes, constants }: Program,
  plan: MemoryPlan,
  memory: WebAssembly.Memory,
): void {
  nodes.forEach(({ operator, shape }, i) => {
    if (operator.type !== 'fill' && operator.type !== 'constant') return;
    const output = new Float32Array(memory.buffer, plan.nodes[i], elementCount(shape));
    if (operator.type === 'fill') {
      output.fill(fromBits(operator.value.bits));
      return;
    }
    const bytes = constants.get(toHex(operator.value.root));
    if (bytes?.length !== output.byteLength) {
      throw new TrainingError(
        'BadModel',
        `The constant of node ${i} is missing from the program or has another size.`,
      );
    }
    new Uint8Array(memory.buffer, output.byteOffset, output.byteLength).set(bytes);
  });
}
