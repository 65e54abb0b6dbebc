import type { TraceLeaf } from '@plumbline/runtime-types/domain/game';
import { MAX_TRACE_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import type { Witnesses } from '@plumbline/runtime-types/domain/witness';
import { accuse } from '@plumbline/verification/pinpoint/accuse';
import type { GameFacts, GameState, Move } from '@plumbline/verification/pinpoint/facts';
import { codeOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { BlobRef } from '../storage/blob-ref.ts';
import type { DisputePlay } from './dispute-seat.ts';
import { RoleError } from './errors.ts';
import { FaultFinder } from './fault-finder.ts';
import { GameTraces, stepOf, type TraceFiles } from './trace-at.ts';

/** How often a trace is asked for before it is reported: its Solver may only be busy. */
const TRIES = 3;

export interface TolerantChallengeOptions {
  readonly dispute: number;
  readonly files: () => Promise<TraceFiles>;
  /** Fetches what the Solver serves. */
  readonly fetch: (ref: BlobRef) => Promise<Uint8Array>;
  /** Whether most of the time for the move is over, so that `fetch` gives only what is there. */
  readonly isLate: () => boolean;
  /** Those that were called in this dispute. */
  readonly witnesses: () => Promise<Witnesses | undefined>;
  /** Has the chain told that the Solver does not serve it; returns whether it can be. */
  readonly report: () => boolean;
  /** Keeps a list of hashes where `fetch` finds it. */
  readonly keep: (list: Uint8Array) => Promise<unknown>;
  readonly log: Logger;
}

/** The challenger's side about a tolerant interval: fetches what the Solver lays open and goes to the fault in it. */
export function tolerantChallenge(options: TolerantChallengeOptions): DisputePlay {
  const faults = new FaultFinder();
  const traces = new GameTraces(options.fetch);
  let failures = 0;
  return async (facts, state) => {
    try {
      return await moveAt(options, { faults, traces }, facts, state);
    } catch (thrown) {
      if (state.type !== 'Trace' || codeOf(thrown) !== 'BlobUnavailable') throw thrown;
      failures += 1;
      const called = await options.witnesses();
      if (called?.stage.type === 'Heard') return demandOrConcede(options, facts, state.value);
      const isTried = failures >= TRIES || options.isLate();
      const isRefused = called === undefined && isTried && !options.report();
      if (isRefused) return demandOrConcede(options, facts, state.value);
      throw thrown;
    }
  };
}

async function moveAt(
  { dispute, files, keep, log }: TolerantChallengeOptions,
  { faults, traces }: { readonly faults: FaultFinder; readonly traces: GameTraces },
  facts: GameFacts,
  state: GameState,
): Promise<Move> {
  const trace = await traces.at(state, await files());
  if (state.type !== 'Trace') {
    const step = stepOf(state);
    const fault = await faults.first(facts, step, step + 1, trace);
    if (fault === undefined) throw new RoleError('WrongState', 'the step that was picked holds no fault');
    return accuse(facts, state, trace, fault);
  }
  const { first, last } = state.value;
  const fault = await faults.first(facts, first, last, trace);
  if (fault === undefined) {
    const fields = { event: 'concede', dispute, first, last };
    log.info(fields, `dispute ${dispute}: all that was computed lies within its bounds; conceding`);
    return { type: 'Concede' };
  }
  // Once the game is about that step alone, the state before it is known by its root.
  await keep(Buffer.concat(await trace.tensorRoots(fault.step)));
  log.info(
    { event: 'fault', dispute, ...fault },
    `dispute ${dispute}: step ${fault.step} holds a fault (${fault.kind})`,
  );
  return accuse(facts, state, trace, fault);
}

/** There were no witnesses, or they do not serve it either: what is missing has to be shown on chain. */
function demandOrConcede(
  { dispute, log }: TolerantChallengeOptions,
  { nodeCount }: GameFacts,
  { first, last, demands }: Extract<GameState, { type: 'Trace' }>['value'],
): Move {
  if (demands >= MAX_TRACE_DEMANDS) {
    log.warn(
      { event: 'concede', dispute, first, last },
      `dispute ${dispute}: the trace is served to nobody, so no fault can be found in it; conceding`,
    );
    return { type: 'Concede' };
  }
  const what: TraceLeaf = { step: first + (demands % (last - first)), node: demands % nodeCount, leaf: 0 };
  log.warn(
    { event: 'demand', dispute, ...what },
    `dispute ${dispute}: the trace is not served; demanding a leaf of it on chain`,
  );
  return { type: 'DemandTrace', value: what };
}
