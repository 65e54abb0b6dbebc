import { randomBytes } from 'node:crypto';
import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { GamePhase } from '@plumbline/runtime-types/domain/game';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { toHex } from '@plumbline/verification/hash/hex';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import type { ChainView } from '../chain/view.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { attemptKey, isTolerant } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { fetchTrace } from './fetch-trace.ts';
import { fileSources } from './file-sources.ts';
import { isTraceServed } from './look-for-trace.ts';
import { checkedOwner } from './owners.ts';
import type { Job } from './reconciler.ts';
import { solverPeers } from './task-peers.ts';

interface Kept {
  readonly served: boolean;
  readonly salt: Uint8Array;
}

/** Whether a dispute waits for witnesses: nobody moves in it then. */
export async function areWitnessesAtWork(view: ChainView, dispute: number): Promise<boolean> {
  const called = await view.witnesses(dispute);
  return called !== undefined && called.stage.type !== 'Heard';
}

/** Finds out for the chain whether a tolerant Solver serves the trace that it is committed to, and keeps it then. */
export class Witness {
  readonly #context: WorkerContext;
  readonly #journal: Journal;
  readonly #log: Logger;

  constructor(context: WorkerContext, module: string) {
    this.#context = context;
    this.#journal = context.journalOf('witness');
    this.#log = context.loggerOf(module);
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [id, dispute] of view.disputes) {
      const task = view.tasks.get(dispute.task);
      if (task === undefined || !isTolerant(task)) continue;
      const called = await view.witnesses(id);
      const mine = called?.drawn.find(({ account }) => account === this.#context.account.id);
      const { type } = called?.stage ?? {};
      if (type === 'Committing' && mine?.commitment === undefined && mine !== undefined) {
        const run = (signal: AbortSignal) => this.#look(view, id, dispute, task, signal);
        jobs.push({ key: `witness:${id}`, run });
      }
      if (type === 'Revealing' && mine?.served === undefined && mine !== undefined) {
        jobs.push({ key: `witness-reveal:${id}`, run: () => this.#reveal(id, dispute, task) });
      }
    }
    return jobs;
  }

  async #look(view: ChainView, id: number, dispute: Dispute, task: Task, signal: AbortSignal): Promise<void> {
    const { account, calls, submitter } = this.#context;
    const key = keptKey(id, dispute, task);
    let kept = await this.#journal.get<Kept>(key);
    if (kept === undefined) {
      const served = await this.#isServed(view, id, dispute, task, signal);
      kept = { served, salt: randomBytes(32) };
      await this.#journal.put(key, kept);
    }
    const said = kept.served ? 'is served' : 'is not served';
    this.#log.info(
      { event: 'witness', dispute: id, task: dispute.task, served: kept.served },
      `dispute ${id}: the trace of task ${dispute.task} ${said}`,
    );
    signal.throwIfAborted();
    await submitter.submit(calls.commitWitness(id, witnessCommitment(kept.served, kept.salt, account.id)));
  }

  #isServed(
    view: ChainView,
    id: number,
    { game, deadline, task: taskId }: Dispute,
    task: Task,
    ended: AbortSignal,
  ): Promise<boolean> {
    const { blobs, files, newest } = this.#context;
    const now = (): ChainView => newest() ?? view;
    const owner = checkedOwner(taskId, task);
    return isTraceServed({
      now: () => now().block.number,
      deadline,
      signal: ended,
      fetch: async (signal) => {
        try {
          // Its Solver owes the program too: whoever serves neither serves no trace.
          const sources = await fileSources(now(), taskId, task, this.#context);
          const program = await files.program(taskId, task.spec, sources, signal);
          await fetchTrace(tracePhase(game), program, async (ref) =>
            blobs.fetch(owner, ref, await solverPeers(now(), task), signal),
          );
        } catch (thrown) {
          const fields = { event: 'unserved', dispute: id, reason: messageOf(thrown) };
          this.#log.debug(fields, 'a part of the trace is not served');
          throw thrown;
        }
      },
    });
  }

  async #reveal(id: number, dispute: Dispute, task: Task): Promise<void> {
    const kept = await this.#journal.get<Kept>(keptKey(id, dispute, task));
    if (kept === undefined) {
      const message = `what this account committed to as a witness of dispute ${id} is not in this worker's journal, so it cannot be revealed; start the worker with the --base-path that it had then`;
      throw new RoleError('VerdictLost', message, { dispute: id });
    }
    const { calls, submitter } = this.#context;
    await submitter.submit(calls.revealWitness(id, kept.served, kept.salt));
  }
}

function tracePhase(game: GamePhase): Extract<GamePhase, { type: 'Trace' }> {
  if (game.type !== 'Trace') throw new RoleError('WrongState', `witnesses are called in phase ${game.type}`);
  return game;
}

/** What was found is about one trace: where the same dispute is about another, that is looked for anew. */
export function keptKey(
  id: number,
  { task: taskId, game }: Pick<Dispute, 'task' | 'game'>,
  task: Task,
): string {
  const { root } = tracePhase(game).value;
  const trace = root === undefined ? '' : `.${toHex(root).slice(2, 18)}`;
  return `witness.${id}${trace}:${attemptKey(taskId, task)}`;
}
