import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { seedOf } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import type { Job } from './reconciler.ts';

/** What both sides and the chain know of the disputed task. */
export function gameFacts(id: number, task: Task): GameFacts {
  const { spec } = task;
  return {
    programRoot: spec.program.root,
    stateCount: spec.program.stateCount,
    nodeCount: spec.program.nodeCount,
    datasetRoot: spec.dataset.blob.root,
    datasetElements: Number(spec.dataset.blob.bytes / 4n),
    rows: spec.dataset.rows,
    rowStride: spec.dataset.rowStride,
    batchSize: spec.batchSize,
    seed: seedOf(id, task),
    steps: spec.steps,
    checkpointEvery: spec.checkpointEvery,
  };
}

export interface Play {
  readonly context: WorkerContext;
  /** The module that the log lines are from. */
  readonly module: string;
  readonly dispute: Dispute;
  readonly disputeId: number;
  readonly task: Task;
  readonly side: SideName;
  /** This side's recomputation; made once for a dispute. */
  readonly trace: (signal: AbortSignal) => Promise<Trace>;
}

/** The move that this side owes, if it is its turn. */
export function owedMove(play: Play): Job[] {
  const { dispute, disputeId, side } = play;
  if (turnOf(dispute.game) !== side) return [];
  const key = `play:${disputeId}:${dispute.round}`;
  return [{ key, run: (signal) => playMove(play, signal) }];
}

async function playMove(play: Play, signal: AbortSignal): Promise<void> {
  const { context, dispute, disputeId, side, task } = play;
  const facts = gameFacts(dispute.task, task);
  const trace = await play.trace(signal);
  const move = await (side === 'Defender' ? defend : challenge)(facts, dispute.game, trace);
  signal.throwIfAborted();
  const { type: name } = move;
  context.loggerOf(play.module).info(
    {
      event: 'dispute-move',
      dispute: disputeId,
      task: dispute.task,
      round: dispute.round,
      side: side.toLowerCase(),
      phase: dispute.game.type,
      move: name,
    },
    `dispute ${disputeId}, round ${dispute.round}: ${side.toLowerCase()} plays ${name}`,
  );
  await context.submitter.submit(context.calls.play(disputeId, dispute.round, move));
}
