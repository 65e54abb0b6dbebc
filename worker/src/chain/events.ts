import type { EventRecord } from '@polkadot/types/interfaces';
import { type Plain, plain } from './plain.ts';

/** One event of a block, its fields under the names that the metadata gives them. */
export interface ChainEvent {
  readonly pallet: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, Plain>>;
  /** Index of the extrinsic that caused it, or undefined for the hooks. */
  readonly extrinsic: number | undefined;
}

export function chainEvent(record: EventRecord): ChainEvent {
  const { section, method, data } = record.event;
  const names: readonly string[] | null = data.names;
  const fields: Record<string, Plain> = {};
  data.forEach((value, index) => {
    fields[names?.[index] ?? String(index)] = plain(value);
  });
  const extrinsic = record.phase.isApplyExtrinsic ? record.phase.asApplyExtrinsic.toNumber() : undefined;
  return { pallet: section, name: method, fields, extrinsic };
}
