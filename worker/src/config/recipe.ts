import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, messageOf } from '../errors.ts';
import { RoleError } from '../roles/errors.ts';
import type { Recipe } from '../training/recipes.ts';

export const RECIPES = ['text', 'digits'] as const;
export type RecipeName = (typeof RECIPES)[number];

export interface RecipeChoice {
  readonly recipe: RecipeName;
  /** The text or CSV; for `text` this project's documentation when not given. */
  readonly data: string | undefined;
  readonly steps: number | undefined;
  readonly checkpointEvery: number | undefined;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Checkpoints are to be about this many, unless somebody says otherwise. */
const INTERVALS = 12;
/** Of a recipe that says nothing else. */
const DEFAULT_STEPS = 1_000;

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    const why = codeOf(thrown) === 'ENOENT' ? 'there is no such file' : messageOf(thrown);
    throw new RoleError('InvalidOption', `--data ${path} cannot be read: ${why}`, { path }, thrown);
  }
}

/** The README and all pages of `docs/`, in the order of their names. */
async function documentation(): Promise<{ name: string; text: string }[]> {
  const pages = (await readdir(join(PROJECT, 'docs'))).filter((name) => name.endsWith('.md')).sort();
  const paths = [join(PROJECT, 'README.md'), ...pages.map((name) => join(PROJECT, 'docs', name))];
  return Promise.all(paths.map(async (path) => ({ name: basename(path), text: await readText(path) })));
}

/** The divisor of `steps` that gives the number of intervals nearest to what is usual. */
export function checkpointInterval(steps: number): number {
  const wanted = steps / INTERVALS;
  let best = 1;
  for (let every = 1; every <= steps; every++) {
    if (steps % every === 0 && Math.abs(every - wanted) < Math.abs(best - wanted)) best = every;
  }
  return best;
}

/** Steps from one checkpoint of a tolerant task to the next: devices drift apart with every step. */
export function tolerantInterval(steps = DEFAULT_STEPS): number {
  return [5, 4, 3, 2].find((every) => steps % every === 0) ?? 1;
}

/** Makes the task that was asked for: compiles the model and reads the data. */
export async function prepareRecipe(choice: RecipeChoice): Promise<Recipe> {
  // Loaded only here: a worker that trains other people's tasks has no use for tfjs.
  const { digitsRecipe, textRecipe } = await import('../training/recipes.ts');
  const { steps } = choice;
  const checkpointEvery =
    choice.checkpointEvery ?? (steps === undefined ? undefined : checkpointInterval(steps));
  const options = { ...(steps && { steps }), ...(checkpointEvery && { checkpointEvery }) };
  if (choice.recipe === 'digits') {
    if (choice.data === undefined) {
      throw new RoleError(
        'InvalidOption',
        'the digits task needs a CSV (64 pixels, then the label): give --data FILE',
      );
    }
    return digitsRecipe(await readText(choice.data), { ...options, file: choice.data });
  }
  const texts =
    choice.data === undefined
      ? await documentation()
      : [{ name: basename(choice.data), text: await readText(choice.data) }];
  return textRecipe(texts, options);
}
