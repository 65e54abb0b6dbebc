import type { ConformanceItem } from '@plumbline/worker/training/conformance/run';

export interface ComparedItem extends ConformanceItem {
  /** Absent when nothing of this name is expected. */
  readonly expected?: string;
  readonly equal: boolean;
}

/** An item beside what is expected of it. */
export function compareItem(item: ConformanceItem, hashes: Readonly<Record<string, string>>): ComparedItem {
  const expected = hashes[item.name];
  return { ...item, ...(expected === undefined ? {} : { expected }), equal: expected === item.hash };
}
