import { philox4x32 } from '@plumbline/verification/random/philox';
import type { ForwardProgram } from './compile/compile-forward.ts';
import { createCanonicalExecutor } from './execute/executor.ts';
import type { CanonicalExecutor } from './execute/wasm-executor.ts';

/** Runs a forward program on examples of a dataset, whatever it makes of a batch of them. */
export async function createPredictor(
  { program, outputNode }: ForwardProgram,
  state: readonly Uint8Array[],
  dataset: Float32Array,
  rows: number,
): Promise<(examples: readonly number[]) => Float32Array> {
  const executor: CanonicalExecutor = await createCanonicalExecutor({
    program,
    dataset,
    rows,
    seed: new Uint8Array(32),
  });
  executor.load(state.slice(0, program.states.length));
  return (examples) => {
    let seen = new Float32Array(0);
    executor.runStep(0, {
      examples,
      onNode: (node, output) => {
        if (node === outputNode) seen = output.slice();
      },
    });
    return seen;
  };
}

export interface SampleOptions {
  /** Gives the probabilities of the next token at each position of one window. */
  readonly forward: ForwardProgram;
  /** A training state; the model's weights come first. */
  readonly state: readonly Uint8Array[];
  readonly vocabulary: readonly string[];
  readonly context: number;
  /** What the text begins with; characters outside the vocabulary are skipped. */
  readonly prompt: string;
  /** Number of characters to write. */
  readonly length: number;
  /** A u32 that draws the characters. */
  readonly seed: number;
}

/** Lets a trained character model write on: the same state, prompt and seed write the same text everywhere. */
export async function sampleText(options: SampleOptions): Promise<string> {
  const { forward, state, vocabulary, context, length } = options;
  const tokens = [...options.prompt]
    .map((character) => vocabulary.indexOf(character))
    .filter((token) => token >= 0);
  if (tokens.length === 0) tokens.push(0);
  const window = new Float32Array(forward.program.header.rowWidth);
  const predict = await createPredictor(forward, state, window, 1);
  for (let i = 0; i < length; i++) {
    const seen = tokens.slice(-context);
    window.fill(0);
    window.set(seen);
    const probabilities = predict([0]);
    const start = (seen.length - 1) * vocabulary.length;
    const [word] = philox4x32([options.seed, 0], [i, 0, 0, 0]);
    tokens.push(draw(probabilities.subarray(start, start + vocabulary.length), word / 2 ** 32));
  }
  return tokens.map((token) => vocabulary[token]).join('');
}

/** The first index at which the running sum of the probabilities passes `share`. */
function draw(probabilities: Float32Array, share: number): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    sum += probabilities[i] ?? 0;
    if (share < sum) return i;
  }
  return probabilities.length - 1;
}
