/** Which part of a node's work: part `index` of `count`. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** All of it. */
export const WHOLE: Share = { index: 0, count: 1 };

/** Part of [0, length), which begins at a multiple of `unit`; possibly empty. */
export function rangeOf(length: number, unit: number, { index, count }: Share): [number, number] {
  const units = Math.ceil(length / unit);
  const edge = (i: number): number => Math.min(length, Math.floor((units * i) / count) * unit);
  return [edge(index), edge(index + 1)];
}
