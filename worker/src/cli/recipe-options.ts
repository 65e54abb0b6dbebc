import { type Command, Option } from 'commander';
import { RECIPES, type RecipeChoice, type RecipeName } from '../config/recipe.ts';
import { wholeNumber } from './options.ts';

export interface RecipeFlags {
  readonly recipe: RecipeName;
  readonly data?: string;
  readonly steps?: number;
  readonly checkpointEvery?: number;
}

/** `--recipe`, `--data`, `--steps`, `--checkpoint-every`. */
export function withRecipeOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--recipe <name>', 'text: a transformer; digits: an MLP on a CSV')
        .choices(RECIPES)
        .default('text'),
    )
    .option('--data <file>', 'text or CSV (else: the documentation)')
    .option('--steps <n>', 'training steps (else: what is needed)', wholeNumber(1, 1_000_000))
    .option('--checkpoint-every <n>', 'steps per checkpoint; divides --steps', wholeNumber(1, 1_000_000));
}

export function recipeChoice({ recipe, data, steps, checkpointEvery }: RecipeFlags): RecipeChoice {
  return { recipe, data, steps, checkpointEvery };
}
