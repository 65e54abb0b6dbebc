import type { Cost, Measured } from './measure.ts';

/** Compute times are rounded up to these steps within each power of ten, in picoseconds. */
const STEPS = [1, 1.5, 2, 3, 5, 7, 10];
const LEAST_PICOSECONDS = 1_000;

/** Times as they stand in a generated file: of the call, and of each byte or item. */
export type Standing = ReadonlyMap<string, readonly bigint[]>;

/** Reads the compute times of a file that `renderFile` made. */
export function readStanding(text: string): Standing {
  const entries = [...text.matchAll(/^ {2}(\w+): .*$/gm)].map(([line, name]): [string, bigint[]] => [
    name ?? '',
    [...line.matchAll(/compute: ([\d_]+)n/g)].map(([, digits]) => BigInt((digits ?? '').replaceAll('_', ''))),
  ]);
  return new Map(entries);
}

/** A weight is this many times what was measured, so that it holds where something else runs beside. */
const HEADROOM = 2;

/**
 * Measured nanoseconds as picoseconds of weight: twice as many, rounded up to 1, 1.5, 2, 3, 5 or 7 times a power of
 * ten. What stands already stays as long as it covers the measurement and is not far above: a file changes when the
 * code does, not when the machine is busy.
 */
export function coarse(nanoseconds: number, standing: bigint | undefined): bigint {
  const measured = Math.max(nanoseconds * 1_000, 0);
  const picoseconds = measured * HEADROOM;
  const before = Number(standing ?? 0n);
  const isFar = before > picoseconds * 4 && before > LEAST_PICOSECONDS;
  if (standing !== undefined && measured <= before && !isFar) return standing;
  if (picoseconds < LEAST_PICOSECONDS) return BigInt(LEAST_PICOSECONDS);
  const power = 10 ** Math.floor(Math.log10(picoseconds));
  const step = STEPS.find((candidate) => candidate * power >= picoseconds) ?? 10;
  return BigInt(step * power);
}

/** The `weights.generated.ts` of a pallet. */
export function renderFile(measured: ReadonlyMap<string, Measured>, standing: Standing): string {
  const lines = [...measured].map(([name, { base, each }]) => {
    const [first, second] = standing.get(name) ?? [];
    const fixed = renderCost(base, first);
    return each === undefined
      ? `  ${name}: weightOf(${fixed}),`
      : `  ${name}: linearWeight(${fixed}, ${renderCost(each, second)}),`;
  });
  const imports = ['linearWeight', 'weightOf'].filter((name) => lines.some((line) => line.includes(name)));
  return `// Generated from benchmarks.ts by \`npm run weights -- --write\`: do not edit.
import { ${imports.join(', ')} } from '../../frame/weight.ts';

export const WEIGHTS = {
${lines.join('\n')}
};
`;
}

function renderCost({ nanoseconds, reads, writes, bytes }: Cost, standing: bigint | undefined): string {
  const digits = coarse(nanoseconds, standing)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '_');
  return `{ compute: ${digits}n, reads: ${reads}, writes: ${writes}, bytes: ${bytes} }`;
}
