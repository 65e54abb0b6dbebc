import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import type { Context } from '../../frame/context.ts';
import { system } from './declaration.ts';
import { eventRecord } from './types.ts';

/**
 * Appends an encoded event to the block's. The list is extended in place behind a new count instead of being
 * decoded: a block may have thousands. Before the first block there are no events.
 */
export function depositEvent(context: Context, event: Uint8Array): void {
  const { EventCount, Events, ExecutionPhase } = system.storage;
  if (system.storage.Number.get(context) === 0) return;
  const phase = ExecutionPhase.get(context) ?? { type: 'Initialization' as const };
  const key = Events.key();
  const stored = context.state.get(key);
  const output = new ScaleWriter((stored?.length ?? 0) + event.length + 16);
  const count = EventCount.get(context);
  output.compactNumber(count + 1);
  if (stored !== undefined) {
    const input = new ScaleReader(stored);
    input.compactNumber();
    output.bytes(stored.subarray(input.offset));
  }
  eventRecord.codec.write(output, { phase, event, topics: [] });
  context.state.put(key, output.finish());
  EventCount.put(context, count + 1);
}

/** Forgets the events of the block before. */
export function resetEvents(context: Context): void {
  system.storage.Events.remove(context);
  system.storage.EventCount.remove(context);
}
