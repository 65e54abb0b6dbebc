import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concat } from '../../frame/bytes.ts';
import type { Context } from '../../frame/context.ts';
import { system } from './declaration.ts';
import { phase } from './types.ts';

const { EventCount, Events, ExecutionPhase } = system.storage;

const INITIALIZATION = phase.codec.enc({ type: 'Initialization' });

/** `Vec<Hash>` without any: no event of this runtime has topics. */
const NO_TOPICS = Uint8Array.of(0);

/** Records an encoded event. Before the first block there are no events. */
export function depositEvent(context: Context, event: Uint8Array): void {
  if (system.storage.Number.peek(context) === 0) return;
  // An `EventRecord` is its phase, as it stands in the state, the event, and its topics.
  const when = context.state.get(ExecutionPhase.key()) ?? INITIALIZATION;
  context.state.append(Events.key(), concat([when, event, NO_TOPICS]));
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
