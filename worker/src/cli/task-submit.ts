import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isOver } from '../chain/view.ts';
import { prepareRecipe, tolerantInterval } from '../config/recipe.ts';
import { RoleError } from '../roles/errors.ts';
import { sealTask } from '../roles/private-task.ts';
import type { Submitter } from '../roles/submitter.ts';
import { MODES, type ModeName, prepareTask } from '../roles/task-spec.ts';
import type { Evaluation } from '../training/recipes.ts';
import { addressOf, describe, eventsAbout } from './describe-event.ts';
import { writeModel } from './model-files.ts';
import {
  amountOption,
  basePathOption,
  listenOption,
  outputOption,
  part,
  rpcOption,
  suriOption,
  wholeNumber,
  withLogOptions,
} from './options.ts';
import { type RecipeFlags, recipeChoice, withRecipeOptions } from './recipe-options.ts';
import { taskDocument } from './task-text.ts';
import { type SubmitterFlags, taskNumber, withSubmitter } from './with-submitter.ts';

interface SubmitFlags extends SubmitterFlags, RecipeFlags {
  readonly mode: ModeName;
  readonly sampleRate: number;
  readonly verifiers: number;
  readonly profilers: number;
  readonly maxPrice: bigint;
  readonly stallBlocks: number;
  readonly base?: number;
  readonly private: boolean;
  readonly watch: boolean;
  readonly out?: string;
  readonly output: 'text' | 'json';
}

/** `plumbline task submit`. */
export function submitCommand(): Command {
  const command = new Command('submit').description(
    'Submit a training task. Serves its files until a Solver has them; with --watch until it is settled.',
  );
  withRecipeOptions(command)
    .addOption(suriOption().makeOptionMandatory())
    .addOption(rpcOption())
    .addOption(
      new Option('--mode <how>', 'reproducible, or tolerant: for any device')
        .argParser(modeOf)
        .default('reproducible'),
    )
    .option('--sample-rate <part>', 'part that each Verifier replays', part, 0.25)
    .option('--verifiers <n>', 'Verifiers to draw', wholeNumber(1, 8), 2)
    .option('--profilers <n>', 'Verifiers that look it over first', wholeNumber(1, 8), 1)
    .addOption(amountOption('--max-price', 'pay at most this per 10⁹ units', '0.2'))
    .option('--stall-blocks <n>', 'blocks of silence allowed', wholeNumber(1, 100_000), 120)
    .option('--base <task>', 'go on from the model of this settled task', taskNumber)
    .option('--private', 'encrypt its files; give the key to those drawn', false)
    .option('--watch', 'show its life, then evaluate the model', false)
    .option('--out <dir>', 'with --watch: write the model here')
    .addOption(basePathOption('keys and files (else: temporary)'))
    .addOption(listenOption())
    .addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((flags: SubmitFlags) => withSubmitter(flags, (submitter) => submit(flags, submitter)));
  return command;
}

function modeOf(text: string): ModeName {
  const mode = MODES.find((name) => name === text);
  if (mode === undefined) throw new InvalidArgumentError(`give one of ${MODES.join(', ')}`);
  return mode;
}

async function submit(flags: SubmitFlags, submitter: Submitter): Promise<void> {
  const say = (line: string): void => {
    if (flags.output === 'text') process.stdout.write(`${line}\n`);
  };
  const choice = recipeChoice(flags);
  const usual = flags.mode === 'tolerant' ? tolerantInterval(flags.steps) : undefined;
  const recipe = await prepareRecipe({ ...choice, checkpointEvery: choice.checkpointEvery ?? usual });
  const prepared = prepareTask(recipe, flags, submitter.sources);
  const { task: id, block } = await submitter.submit(
    flags.private ? sealTask(prepared, randomBytes(32)) : prepared,
  );
  say(`task ${id} submitted in block ${block.number}`);
  const events: unknown[] = [];
  const isAbout = eventsAbout(id);
  let last = await submitter.task(id);
  for await (const update of submitter.watch(id, block.number)) {
    last = update.task;
    for (const event of update.events.filter(isAbout)) {
      events.push({ block: update.block.number, ...event });
      const line = describe(event, addressOf);
      if (line !== undefined) say(`#${update.block.number} ${line}`);
    }
    if (!flags.watch && !flags.private && filesAreWithSolver(last.status.type)) break;
  }
  const settled = last.status.type === 'Settled';
  let evaluation: Evaluation | undefined;
  if (settled) {
    const model = await submitter.fetchModel(id);
    if (flags.out !== undefined) await writeModel(flags.out, id, model);
    evaluation = await recipe.evaluate(model.state);
    say(evaluationText(evaluation));
  }
  if (flags.output === 'json') {
    process.stdout.write(`${JSON.stringify({ ...taskDocument(id, last), events, evaluation })}\n`);
  }
  if (isOver(last) && !settled) {
    throw new RoleError('TaskFailed', `task ${id} ended as ${last.status.type}: see its events above`, {
      task: id,
    });
  }
}

/** A Solver starts only with everything at hand. */
function filesAreWithSolver(status: string): boolean {
  return !['Submitted', 'Profiling', 'Reporting', 'Profiled', 'Open', 'Assigned'].includes(status);
}

export function evaluationText(evaluation: Evaluation): string {
  return evaluation.kind === 'text'
    ? `The trained model writes:\n${evaluation.sample}`
    : `held-out accuracy ${(100 * evaluation.accuracy).toFixed(1)} % (${evaluation.correct} of ${evaluation.rows}), loss ${evaluation.loss.toFixed(4)}`;
}
