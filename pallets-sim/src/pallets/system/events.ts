import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { concat } from '../../frame/bytes.ts';
import type { Context } from '../../frame/context.ts';
import { system } from './declaration.ts';
import { eventRecord } from './types.ts';

const { EventCount, Events, ExecutionPhase } = system.storage;

/** Where the events of the block under construction wait, one key each; none of these is left when it ends. */
export const PENDING_EVENTS = new TextEncoder().encode(':pending_event:');

const pendingKey = (index: number): Uint8Array => concat([PENDING_EVENTS, u32.codec.enc(index)]);

/**
 * Records an encoded event. Until the block ends it stands under a key of its own: extending the one list that
 * clients read would copy it for every event. Before the first block there are no events.
 */
export function depositEvent(context: Context, event: Uint8Array): void {
  if (system.storage.Number.get(context) === 0) return;
  const phase = ExecutionPhase.get(context) ?? { type: 'Initialization' as const };
  const index = EventCount.get(context);
  context.state.put(pendingKey(index), eventRecord.codec.enc({ phase, event, topics: [] }));
  EventCount.put(context, index + 1);
}

/** The events of the block under construction, encoded as `System.Events` will be. */
export function encodeEvents(context: Context): Uint8Array {
  const count = EventCount.get(context);
  const output = new ScaleWriter(128 * (count + 1));
  output.compactNumber(count);
  for (let index = 0; index < count; index++) {
    output.bytes(context.state.get(pendingKey(index)) ?? new Uint8Array());
  }
  return output.finish();
}

/** Puts the block's events where clients read them. */
export function publishEvents(context: Context): void {
  const count = EventCount.get(context);
  if (count > 0) context.state.put(Events.key(), encodeEvents(context));
  for (let index = 0; index < count; index++) context.state.delete(pendingKey(index));
}

/** Forgets the events of the block before. */
export function resetEvents(context: Context): void {
  Events.remove(context);
  EventCount.remove(context);
}
