import { describe, eventsAbout } from '@plumbline/worker/cli/describe-event';
import type { Submitter } from '@plumbline/worker/roles/submitter';
import type { PreparedTask } from '@plumbline/worker/roles/task-spec';
import { readBalances } from './balances.ts';
import type { Cast } from './cast.ts';
import { type Display, progressBar } from './display.ts';
import type { LogRecord } from './processes.ts';
import type { Journey, Replay, WallTimes } from './report.ts';

/** What the workers' logs say of the one task that a local network trains. */
export class WorkerNews {
  readonly #display: Display;
  readonly #onReplay: (replay: Replay) => void;
  #first: { step: number; at: number } | undefined;

  constructor(display: Display, onReplay: (replay: Replay) => void) {
    this.#display = display;
    this.#onReplay = onReplay;
  }

  see(name: string, record: LogRecord): void {
    if (record.event === 'step') this.#step(record);
    if (record.event === 'trained') this.#display.progress('');
    if (record.event === 'cheating' && record.task !== undefined) {
      this.#display.line(`  ${name} CHEATS as asked for: ${cheatText(record)}`);
    }
    if (record.event === 'resumed') this.#display.line(`  ${name} resumes at step ${record.step}`);
    if (record.event === 'drawn')
      this.#display.line(`  ${name} looks at intervals ${list(record.intervals)}`);
    if (record.event === 'replayed') {
      const ok = record.ok === true;
      this.#onReplay({
        attempt: Number(record.attempt) + 1,
        by: name,
        interval: Number(record.interval),
        ok,
      });
      const same = record.distance === undefined ? 'the same, bit for bit' : 'near enough';
      const found = ok ? same : 'DIFFERENT';
      this.#display.line(`  ${name} replayed interval ${record.interval}: ${found}`);
    }
  }

  #step(record: LogRecord): void {
    const step = Number(record.step);
    const at = this.#display.seconds;
    if (this.#first === undefined || step < this.#first.step) this.#first = { step, at };
    const rate = (step - this.#first.step) / Math.max(at - this.#first.at, 1e-3);
    const speed = rate > 0 ? `  ${rate.toFixed(0)} steps/s` : '';
    this.#display.progress(
      `         training ${progressBar(step, Number(record.steps))}  loss ${Number(record.loss).toFixed(4)}${speed}`,
    );
  }
}

function cheatText({ cheat, step, tensor, element }: LogRecord): string {
  return cheat === 'wrong-step'
    ? `step ${step}, element ${element} of state tensor ${tensor}`
    : String(cheat);
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}

export interface TravelOptions {
  readonly submitter: Submitter;
  readonly prepared: PreparedTask;
  readonly cast: Cast;
  readonly display: Display;
  readonly seconds: WallTimes;
  readonly replays: Replay[];
  /** Called once, when a Solver of the first attempt has started. */
  readonly onStarted: () => void;
}

/** Submits the task and follows it, block by block, until it has ended. */
export async function travel(options: TravelOptions): Promise<Journey> {
  const { submitter, prepared, cast, display } = options;
  const before = await readBalances(submitter, cast);
  const { task: id, block } = await submitter.submit(prepared);
  const { seconds, replays } = options;
  seconds.submitted = display.seconds;
  const task = await submitter.task(id);
  const journey: Journey = { id, task, events: [], replays, seconds, before, after: before };
  const isAbout = eventsAbout(id);
  for await (const update of submitter.watch(id, block.number)) {
    journey.task = update.task;
    for (const event of update.events.filter(isAbout)) {
      journey.events.push({ block: update.block.number, seconds: display.seconds, event });
      if (event.name === 'Started' && update.task.attempt === 0) options.onStarted();
      if (event.name === 'Completed') journey.seconds.trained = display.seconds;
      const text = describe(event, cast.nameOf);
      if (text !== undefined) display.line(`#${update.block.number} ${text}`);
    }
  }
  display.progress('');
  journey.seconds.ended = display.seconds;
  journey.after = await readBalances(submitter, cast);
  return journey;
}
