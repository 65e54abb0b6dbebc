import type { Codec } from '@plumbline/runtime-types/scale/codec';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import type { Context } from '../../frame/context.ts';
import { system } from './declaration.ts';
import { phase } from './types.ts';

const { EventCount, Events } = system.storage;
const NUMBER = system.storage.Number.at();
const PHASE = system.storage.ExecutionPhase.at();

/** Where one event after the other is encoded. */
const record = new ScaleWriter(256);

/** Records an event of the pallet with an index. Before the first block there are no events. */
export function depositEvent<E>(context: Context, pallet: number, codec: Codec<E>, event: E): void {
  const when = PHASE.peek(context);
  if (when === undefined && NUMBER.peek(context) === 0) return;
  // An `EventRecord` is its phase, the event behind its pallet's index, and its topics: none.
  record.clear();
  phase.codec.write(record, when ?? { type: 'Initialization' });
  record.u8(pallet);
  codec.write(record, event);
  record.compactNumber(0);
  context.state.append(Events.key(), record.finish());
}

/** The events of the block under construction, encoded as `System.Events`. */
export function encodeEvents(context: Context): Uint8Array {
  return context.state.get(Events.key()) ?? Uint8Array.of(0);
}

/** Notes how many events the block has, now that there will be no more. */
export function countEvents(context: Context): void {
  const count = new ScaleReader(encodeEvents(context)).compactNumber();
  if (count > 0) EventCount.put(context, count);
}

/** Forgets the events of the block before. */
export function resetEvents(context: Context): void {
  Events.remove(context);
  EventCount.remove(context);
}
