import { randomBytes } from 'node:crypto';
import { type ProfileReport, profileReport, type Task } from '@plumbline/runtime-types/domain/task';
import { taskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { isSoundReport } from '@plumbline/verification/profiling/standing';
import type { ChainView } from '../chain/view.ts';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { attemptKey } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { fileSources } from './file-sources.ts';
import { profile } from './profile.ts';
import { ProfileClaims } from './profile-claims.ts';
import type { Job, Role } from './reconciler.ts';
import { filesToShow } from './show-file.ts';
import type { Files } from './task-files.ts';
import { withWrongUnits } from './wrong-units.ts';

/** Blocks before the deadline at which a task that could not be looked over yet is reported as it is. */
const LAST_BLOCKS = 8;
/** What peers have in the last blocks to serve what is still missing. */
const LAST_MILLISECONDS = 1_000;

/** What a lying profiler says of any program: it has nodes, constants or states enough for a record 2. */
const LIE: ProfileReport = { type: 'Malformed', value: { record: 2 } };

/** What a profiler found and must be able to reveal. */
interface KeptReport {
  /** SCALE of the report. */
  readonly report: Uint8Array;
  readonly salt: Uint8Array;
}

/** `H(SCALE(report) ‖ salt ‖ account)`: binds the profiler and hides what it found until everybody has looked. */
export function profileCommitment(report: Uint8Array, salt: Uint8Array, account: string): Hash {
  return blake2b256(report, salt, fromHex(account));
}

/** Looks over new tasks that it is drawn for: are the files there, is the program sound, does a step stay finite? */
export class Profiler implements Role {
  readonly name = 'profiler';
  readonly #context: WorkerContext;
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #claims: ProfileClaims;
  readonly #cheat: Cheat | undefined;

  constructor(context: WorkerContext, cheat?: Cheat) {
    this.#cheat = cheat;
    this.#context = context;
    this.#journal = context.journalOf('verifier');
    this.#log = context.loggerOf('verifier');
    this.#claims = new ProfileClaims(context, 'verifier', cheat);
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [id, task] of view.tasks) {
      const mine = task.profilers.find(({ account }) => account === this.#context.account.id);
      if (mine === undefined) continue;
      if (task.status.type === 'Profiling' && mine.commitment === undefined) {
        const hurried = view.block.number + LAST_BLOCKS >= task.deadline && task.searchUntil === 0;
        const key = `profile:${attemptKey(id, task)}${hurried ? ':last' : ''}`;
        jobs.push({ key, run: (signal) => this.#commit(view, id, task, hurried, signal) });
      }
      if (task.status.type === 'Reporting' && mine.report === undefined)
        jobs.push({ key: `report:${attemptKey(id, task)}`, run: () => this.#reveal(id, task) });
      // A liar leaves it to others to refute it.
      const isHonest = this.#cheat !== 'lying-profiler';
      if (task.status.type === 'Profiled' && isHonest)
        jobs.push(...(await this.#claims.jobs(view, id, task)));
      if (task.seal === undefined) jobs.push(...(await this.#supplyJobs(view, id, task)));
    }
    return jobs;
  }

  /** Whoever has the files may show what is demanded of them, and has the fee: the Submitter may be away. */
  async #supplyJobs(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const { calls, store, submitter } = this.#context;
    return (await filesToShow(view, store, id, task)).map(({ what, opening }) => ({
      key: `supply:${attemptKey(id, task)}:${what.type}.${what.value.leaf}`,
      run: async () => {
        await submitter.submit(calls.supply(id, what, opening));
      },
    }));
  }

  async #commit(
    view: ChainView,
    id: number,
    task: Task,
    hurried: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { account, calls, submitter } = this.#context;
    const kept = (await this.#kept(id, task)) ?? (await this.#profile(view, id, task, hurried, signal));
    signal.throwIfAborted();
    const commitment = profileCommitment(kept.report, kept.salt, account.id);
    await submitter.submit(calls.commitProfile(id, commitment));
  }

  async #profile(
    view: ChainView,
    id: number,
    task: Task,
    hurried: boolean,
    signal: AbortSignal,
  ): Promise<KeptReport> {
    const { files } = this.#context;
    const sources = await fileSources(view, id, task, this.#context);
    const ended = hurried ? AbortSignal.any([signal, AbortSignal.timeout(LAST_MILLISECONDS)]) : signal;
    const load = (): Promise<Files> => files.load(id, task.spec, sources, ended);
    const look = (): Promise<Uint8Array[]> => files.records(id, task.spec, sources, ended);
    const looked = this.#cheat === 'lying-profiler' ? LIE : profile(task, look, load, this.#context.threads);
    const found = await Promise.resolve(looked).catch((thrown: unknown) => {
      signal.throwIfAborted();
      if (!hurried) throw thrown;
      return this.#lastWord(id, thrown);
    });
    signal.throwIfAborted();
    const report = this.#cheat === 'wrong-units' ? withWrongUnits(found) : found;
    if (report.type === 'Unavailable' && !hurried) {
      // The Submitter's peer may only be starting; its task is not rejected for that.
      throw new RoleError(
        'NotReady',
        `the files of task ${id} cannot be fetched yet; trying again until its deadline`,
      );
    }
    const kept: KeptReport = { report: profileReport.codec.enc(report), salt: randomBytes(32) };
    await this.#journal.put(journalKey(id), { ...kept, about: aboutOf(task) });
    const units = isSoundReport(report) ? report.value.unitsPerStep.toString() : undefined;
    const measured = report.type === 'Measured' ? report.value : undefined;
    const figures = { threshold: measured?.threshold.toString(), step: measured?.step.toString() };
    this.#log.info(
      { event: 'profiled', task: id, report: report.type, units, ...figures },
      `profiled task ${id}: ${report.type}`,
    );
    return kept;
  }

  async #reveal(id: number, task: Task): Promise<void> {
    const kept = await this.#kept(id, task);
    if (kept === undefined) {
      const message =
        `the report that this account committed to on task ${id} is not in this worker's journal, so it cannot be ` +
        'revealed; start the worker with the --base-path that it had then';
      throw new RoleError('VerdictLost', message, { task: id });
    }
    const { calls, submitter } = this.#context;
    await submitter.submit(calls.revealProfile(id, profileReport.codec.dec(kept.report), kept.salt));
  }

  /** What was found out about this very task: a chain that began anew has others under the same numbers. */
  async #kept(id: number, task: Task): Promise<KeptReport | undefined> {
    const kept = await this.#journal.get<KeptReport & { about: Uint8Array }>(journalKey(id));
    return kept !== undefined && sameHash(kept.about, aboutOf(task)) ? kept : undefined;
  }

  /** Silence would cost this Verifier; a task that it could not look over until now is none to train. */
  #lastWord(id: number, thrown: unknown): ProfileReport {
    const report: ProfileReport = {
      type: ['Aborted', 'NotReady'].includes(codeOf(thrown) ?? '') ? 'Unavailable' : 'NonFinite',
    };
    const fields = { event: 'unprofiled', task: id, code: codeOf(thrown), reason: messageOf(thrown) };
    this.#log.warn(fields, `task ${id} could not be looked over before its deadline: ${messageOf(thrown)}`);
    return report;
  }
}

const journalKey = (id: number): string => `profile:${id}`;

function aboutOf({ spec, submitter, submittedAt }: Task): Hash {
  return blake2b256(taskSpec.codec.enc(spec), fromHex(submitter), u32.codec.enc(submittedAt));
}
