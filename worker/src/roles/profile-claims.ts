import type { TallyDispute } from '@plumbline/runtime-types/domain/tally';
import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { lookOver } from '@plumbline/verification/profiling/look-over';
import { isMalformed, openForCheck } from '@plumbline/verification/profiling/malformed';
import {
  decidingProfilers,
  foundSame,
  isSoundReport,
  standingReport,
} from '@plumbline/verification/profiling/standing';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { isTallyClaim, tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { fileSources } from './file-sources.ts';
import { claimsOf } from './program-claims.ts';
import type { Job } from './reconciler.ts';
import { withWrongEnd, withWrongUnits } from './wrong-units.ts';

/** Looks at what profilers say of a program, shows the chain what is wrong about it, and plays out what is denied. */
export class ProfileClaims {
  readonly #context: WorkerContext;
  readonly #log: Logger;
  /** A cheat that stands by what it said of units, and denies what is right about them. */
  readonly #isWrong: boolean;

  constructor(context: WorkerContext, module: string, cheat?: Cheat) {
    this.#context = context;
    this.#isWrong = cheat === 'wrong-units';
    this.#log = context.loggerOf(module);
  }

  /** Jobs about a task that is `Profiled`: its profilers' reports are looked at, and games about them played. */
  async jobs(view: ChainView, id: number, task: Task): Promise<Job[]> {
    if ((await view.tally(id)) !== undefined) return this.games(view, id, task);
    // Looked at once for every set of reports: what one look does changes them.
    const reports = task.profilers.map(({ account }) => account.slice(2, 10)).join('.');
    const run = (signal: AbortSignal): Promise<void> => this.#answer(view, id, task, signal);
    return [{ key: `claims:${id}.${task.submittedAt}:${reports}`, run }];
  }

  /** The next move of the game about what a program takes, when it is this account's. */
  async games(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const tally = await view.tally(id);
    if (tally === undefined) return [];
    const side = tallyTurn(tally.phase);
    const mover = side === 'Defender' ? tally.defender : tally.challenger;
    if (mover !== this.#context.account.id) return [];
    const run = (signal: AbortSignal): Promise<void> => this.#play(view, id, task, tally, signal);
    return [{ key: `tally:${id}.${task.submittedAt}:${tally.challenger}:${task.deadline}`, run }];
  }

  /**
   * What a Solver that was drawn does before it starts; returns whether it may. A program that is not well-formed or
   * takes something else than the task says is shown to be so instead.
   */
  async mayStart(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<boolean> {
    const records = await this.#records(view, id, task, signal);
    const own = lookOver(claimsOf(task.spec), records);
    if (own.type === 'Malformed') {
      await this.#prove(id, task, own.value.record, records);
      return false;
    }
    if (own.type === 'Ok' && own.value.unitsPerStep === task.spec.unitsPerStep) return true;
    await this.#deny(id, own);
    return false;
  }

  async #answer(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<void> {
    const { account, calls, submitter } = this.#context;
    const records = await this.#records(view, id, task, signal);
    const terms = { ...claimsOf(task.spec), programRoot: task.spec.program.root };
    const found = lookOver(terms, records);
    const own = this.#isWrong ? withWrongUnits(found) : found;
    const reports = decidingProfilers(task).flatMap(({ report }) => (report === undefined ? [] : [report]));
    if (own.type === 'Malformed') {
      if (reports.some(isSoundReport)) await this.#prove(id, task, own.value.record, records);
      return;
    }
    const named = reports.flatMap((report) => (report.type === 'Malformed' ? [report.value.record] : []));
    for (const record of new Set(named)) {
      if (record >= records.length) continue;
      const openings = openForCheck(terms, record, records);
      if (isMalformed(terms, record, openings)) continue;
      const fields = { event: 'refute', task: id, record };
      this.#log.warn(fields, `record ${record} of task ${id}, which profilers call malformed, is not`);
      await submitter.submit(calls.refuteMalformed(id, record, openings));
      return;
    }
    const standing = standingReport(reports);
    const mine = task.profilers.find((profiler) => profiler.account === account.id)?.report;
    if (standing === undefined || !isTallyClaim(standing) || foundSame(own, standing)) return;
    if (mine === undefined || !foundSame(mine, standing)) await this.#deny(id, own);
  }

  async #prove(id: number, task: Task, record: number, records: readonly Uint8Array[]): Promise<void> {
    const { calls, submitter } = this.#context;
    const openings = openForCheck(claimsOf(task.spec), record, records);
    const fields = { event: 'malformed', task: id, record };
    this.#log.warn(fields, `record ${record} of the program of task ${id} is malformed: showing it on chain`);
    await submitter.submit(calls.proveMalformed(id, record, openings));
  }

  async #deny(id: number, own: ProfileReport): Promise<void> {
    const { calls, submitter } = this.#context;
    const units = own.type === 'Ok' ? own.value.unitsPerStep.toString() : own.type;
    const fields = { event: 'deny', task: id, units };
    this.#log.warn(fields, `a step of task ${id} does not take what its profilers say: denying that`);
    await submitter.submit(calls.denyProfile(id));
  }

  async #play(
    view: ChainView,
    id: number,
    task: Task,
    { phase }: TallyDispute,
    signal: AbortSignal,
  ): Promise<void> {
    const { calls, submitter } = this.#context;
    const records = await this.#records(view, id, task, signal);
    const right = runningSums(task.spec.program.stateCount, records);
    const sums = this.#isWrong ? withWrongEnd(right) : right;
    const isDefence = tallyTurn(phase) === 'Defender';
    const move = isDefence ? defendTally(phase, sums) : challengeTally(phase, sums, records);
    this.#log.info({ event: 'tally', task: id, phase: phase.type }, `playing ${move.type} about task ${id}`);
    await submitter.submit(calls.playTally(id, move));
  }

  async #records(view: ChainView, id: number, task: Task, signal: AbortSignal): Promise<Uint8Array[]> {
    const { files } = this.#context;
    return files.records(id, task.spec, await fileSources(view, id, task, this.#context), signal);
  }
}
