import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { prepareRecipe } from '../config/recipe.ts';
import { breathe } from '../roles/executor.ts';
import { createLocalExecutor, LOCAL_BACKENDS, type LocalBackend } from '../roles/local-executor.ts';
import { outputOption, withLogOptions } from './options.ts';
import { type RecipeFlags, recipeChoice, withRecipeOptions } from './recipe-options.ts';
import { type LogFlags, type RunContext, run } from './run.ts';
import { evaluationText } from './task-submit.ts';

interface TrainFlags extends LogFlags, RecipeFlags {
  readonly backend: LocalBackend;
  readonly output: 'text' | 'json';
}

/** `plumbline task train-local`. */
export function trainLocalCommand(): Command {
  const command = new Command('train-local').description(
    'Train a recipe on this machine alone, without a chain, to see what a task will give.',
  );
  withRecipeOptions(command)
    .addOption(
      new Option('--backend <name>', 'canonical: bit for bit as on the network; others: tfjs kernels')
        .choices(LOCAL_BACKENDS)
        .default('canonical'),
    )
    .addOption(outputOption());
  withLogOptions(command, 'info');
  command.action((flags: TrainFlags) => run(flags, (context) => trainLocally(flags, context)));
  return command;
}

async function trainLocally(flags: TrainFlags, { loggerOf, signal }: RunContext): Promise<void> {
  const log = loggerOf('training');
  const recipe = await prepareRecipe(recipeChoice(flags));
  const executor = await createLocalExecutor(flags.backend, recipe, randomBytes(32));
  const started = performance.now();
  let loss = Number.NaN;
  let logged = started;
  for (let step = 0; step < recipe.steps; step++) {
    loss = await executor.runStep(step);
    if (performance.now() - logged > 1_000) {
      logged = performance.now();
      log.info(
        { event: 'step', step: step + 1, steps: recipe.steps, loss },
        `step ${step + 1}/${recipe.steps} loss ${loss.toFixed(4)}`,
      );
    }
    await breathe(signal);
  }
  const seconds = (performance.now() - started) / 1000;
  const evaluation = await recipe.evaluate(await executor.state());
  if (flags.output === 'json') {
    const { backend } = flags;
    process.stdout.write(`${JSON.stringify({ backend, steps: recipe.steps, seconds, loss, evaluation })}\n`);
    return;
  }
  process.stdout.write(
    `${recipe.steps} steps in ${seconds.toFixed(1)} s on ${flags.backend}, loss ${loss.toFixed(4)}\n${evaluationText(evaluation)}\n`,
  );
}
