import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import type { ChainView } from '../chain/view.ts';
import { attemptKey, intervalsOf, isTolerant, seedOf } from './attempt.ts';
import type { Cheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import type { CourseOf } from './course-of.ts';
import { createExecutor } from './create-executor.ts';
import { DisputePlayer } from './dispute-player.ts';
import type { DisputePlay } from './dispute-seat.ts';
import { fileSources } from './file-sources.ts';
import type { StateAt } from './kept-states.ts';
import { sealedOwner, trainedOwner } from './owners.ts';
import { PinpointTrace } from './pinpoint-trace.ts';
import type { Job } from './reconciler.ts';
import { ReplayedMoves } from './replayed-moves.ts';
import { tolerantDefence } from './tolerant-defence.ts';
import type { TrainedStates } from './trained-states.ts';

/** Defends in disputes what this Solver has trained, keeping one trace for each attempt. */
export class SolverDefence {
  readonly #context: WorkerContext;
  readonly #states: TrainedStates;
  readonly #course: CourseOf;
  readonly #player: DisputePlayer;
  readonly #replayed: ReplayedMoves | undefined;
  /** A cheat that serves to nobody what it lays open of a tolerant interval. */
  readonly #hides: boolean;
  readonly #traces = new Map<string, Promise<Trace>>();
  readonly #plays = new Map<string, Promise<DisputePlay>>();

  constructor(context: WorkerContext, states: TrainedStates, course: CourseOf, cheat?: Cheat) {
    this.#context = context;
    this.#states = states;
    this.#course = course;
    this.#player = new DisputePlayer(context, 'solver', { stalls: cheat === 'stalling' });
    this.#hides = cheat === 'hidden-trace';
    this.#replayed = cheat === 'replay' ? new ReplayedMoves(context) : undefined;
  }

  /** An executor with its dataset is large: none outlives its dispute. */
  keepOnly(view: ChainView, disputed: ReadonlySet<string>): void {
    this.#player.keepOnly(view);
    for (const held of [this.#traces, this.#plays]) {
      for (const attempt of held.keys()) if (!disputed.has(attempt)) held.delete(attempt);
    }
  }

  async jobs(view: ChainView, id: number, task: Task): Promise<Job[]> {
    const attempt = attemptKey(id, task);
    const jobs: Job[] = [];
    for (const [disputeId, dispute] of view.disputes) {
      if (dispute.task !== id || dispute.defender !== this.#context.account.id) continue;
      const replayed = await this.#replayed?.jobs(disputeId, attempt);
      if (replayed !== undefined) {
        jobs.push(...replayed);
        continue;
      }
      const trace = (): Promise<Trace> => this.#trace(attempt, () => this.#makeTrace(view, id, task));
      const tolerant = isTolerant(task) && dispute.interval < intervalsOf(task);
      const play = (): Promise<DisputePlay> => this.#play(attempt, view, id, task);
      jobs.push(
        ...(await this.#player.jobs({
          ...{ view, disputeId, dispute, task, side: 'Defender', trace },
          ...(tolerant && { play }),
        })),
      );
    }
    return jobs;
  }

  #trace(attempt: string, make: () => Promise<Trace>): Promise<Trace> {
    const held = this.#traces.get(attempt);
    if (held !== undefined) return held;
    const made = make();
    this.#traces.set(attempt, made);
    made.catch(() => this.#traces.delete(attempt));
    return made;
  }

  #play(attempt: string, view: ChainView, id: number, task: Task): Promise<DisputePlay> {
    const held = this.#plays.get(attempt);
    if (held !== undefined) return held;
    const { store, loggerOf } = this.#context;
    const ownerOf = this.#hides ? sealedOwner : trainedOwner;
    const own = { id, task, store, owner: ownerOf(id, task), log: loggerOf('solver') };
    const { backend } = this.#context;
    const made = this.#again(view, id, task).then((again) => {
      const open = () => createExecutor(again.files, task.spec, seedOf(id, task), { backend });
      return tolerantDefence({ ...own, ...again, open });
    });
    this.#plays.set(attempt, made);
    made.catch(() => this.#plays.delete(attempt));
    return made;
  }

  async #makeTrace(view: ChainView, id: number, task: Task): Promise<Trace> {
    const { files, ...again } = await this.#again(view, id, task);
    const seed = seedOf(id, task);
    // Of a tolerant task this is about its initial state alone, which is the same on every backend.
    const executor = await createExecutor(files, task.spec, seed);
    return new PinpointTrace({ ...files, seed, executor, ...again });
  }

  /** What it takes to run the attempt again from its own checkpoints. */
  async #again(view: ChainView, id: number, task: Task) {
    const { files: loader, signal } = this.#context;
    const sources = await fileSources(view, id, task, this.#context);
    const files = await loader.load(id, task.spec, sources, signal);
    const startBefore = async (steps: number): Promise<StateAt> => {
      const { checkpointEvery } = task.spec;
      const checkpoint = Math.floor(steps / checkpointEvery);
      const state = await this.#states.right({ view, id, task }, checkpoint, signal);
      return { steps: checkpoint * checkpointEvery, state };
    };
    const course = await this.#course(id, task, files.program);
    return { files, course, startBefore, signal };
  }
}
