import type { DisputedStep } from '@plumbline/runtime-types/domain/game';
import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import type { GameState } from '@plumbline/verification/pinpoint/facts';
import { ENTRIES_PER_STEP } from '@plumbline/verification/pinpoint/whole-trace';
import { type BlobRef, listRef } from '../storage/blob-ref.ts';
import { RoleError } from './errors.ts';
import { ServedTrace } from './served-trace.ts';
import { hashesIn } from './states.ts';

export interface TraceFiles {
  readonly program: Program;
  readonly dataset: Uint8Array;
}

/**
 * The trace that a tolerant game is about where it stands: of the whole interval while a step is looked for, then of the
 * one step. It follows from the game alone, so a worker that was started again goes on. Throws as `get` does.
 */
export async function traceAt(
  state: GameState,
  files: TraceFiles,
  get: (ref: BlobRef) => Promise<Uint8Array>,
): Promise<ServedTrace> {
  if (state.type === 'Trace' && state.value.root !== undefined) {
    const { first, last, start, root } = state.value;
    const entries = hashesIn(await get(listRef(root, ENTRIES_PER_STEP * (last - first))));
    return new ServedTrace({ ...files, first, start, entries, get });
  }
  const { step, start, end, operators } = disputedStep(state);
  return new ServedTrace({ ...files, first: step, start, entries: [end, operators], get });
}

/** The traces that a game is about where it stands; the last one is kept, with what was read of it. */
export class GameTraces {
  readonly #get: (ref: BlobRef) => Promise<Uint8Array>;
  #last: { readonly about: string; readonly trace: ServedTrace } | undefined;

  constructor(get: (ref: BlobRef) => Promise<Uint8Array>) {
    this.#get = get;
  }

  /** As `traceAt`. */
  async at(state: GameState, files: TraceFiles): Promise<ServedTrace> {
    const about = committedTo(state);
    if (this.#last?.about !== about) {
      this.#last = { about, trace: await traceAt(state, files, this.#get) };
    }
    return this.#last.trace;
  }
}

/** What tells a trace from others: all that it is read under. */
function committedTo(state: GameState): string {
  if (state.type === 'Trace' && state.value.root !== undefined) {
    const { first, start, root } = state.value;
    return [first, toHex(start), toHex(root)].join(':');
  }
  const { step, start, end, operators } = disputedStep(state);
  return [step, toHex(start), toHex(operators), toHex(end)].join(':');
}

/** The step that a game is about, a trace having been laid open. */
export function stepOf(state: GameState): number {
  return disputedStep(state).step;
}

function disputedStep({ type, value }: GameState): DisputedStep {
  if ('at' in value) return value.at;
  if ('subject' in value && value.subject.type === 'Node') return value.subject.value.at;
  throw new RoleError('WrongState', `a game in phase ${type} is not about a step that was laid open`);
}
