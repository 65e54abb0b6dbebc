import { Command, Option } from 'commander';
import { FUNCTION_NAMES, type FunctionName, inputsOf } from './ulp/compare.ts';
import { type Survey, survey } from './ulp/survey.ts';
import { wholeNumber } from './whole-number.ts';

const BOUND = 2;

interface Options {
  readonly all: boolean;
  readonly stride: number;
  readonly only?: FunctionName;
  readonly threads: number;
  readonly output: 'text' | 'json';
}

const program = new Command('check-ulp')
  .description(
    'Measure the kernels of the elementary functions against f64: the functions of one argument over all f32, pow over a grid of bases and exponents and as many random pairs. Exits 1 when an error is above 2 ulp.',
  )
  .addOption(
    new Option(
      '--all',
      'take every f32, and of pow every pair of the grid and all random ones (2^29 of 2^64 pairs): some hours of one core',
    )
      .conflicts('stride')
      .default(false),
  )
  .option('--stride <n>', 'take one input in so many', wholeNumber(1, 2 ** 24), 61)
  .addOption(new Option('--only <name>', 'one function').choices(FUNCTION_NAMES))
  .option('--threads <n>', 'threads that compute', wholeNumber(1, 256), 1)
  .addOption(
    new Option('--output <format>', 'how results are printed').choices(['text', 'json']).default('text'),
  )
  .action(async (options: Options) => {
    const stride = options.all ? 1 : options.stride;
    const found: Survey[] = [];
    for (const name of FUNCTION_NAMES) {
      if (options.only !== undefined && options.only !== name) continue;
      const inputs = Math.ceil(inputsOf(name) / stride);
      const onProgress = progressOf(name);
      const one = await survey({ name, inputs, stride, threads: options.threads, onProgress });
      found.push(one);
      if (options.output === 'text') console.log(line(one));
    }
    if (options.output === 'json') console.log(JSON.stringify(found, null, 2));
    if (!found.every(({ ulps }) => ulps <= BOUND)) process.exitCode = 1;
  });
await program.parseAsync();

/** Says on stderr when another tenth is done. */
function progressOf(name: FunctionName): (done: number) => void {
  let said = 0;
  return (done) => {
    const tenths = Math.floor(done * 10);
    if (tenths === said) return;
    said = tenths;
    process.stderr.write(`${name}: ${tenths * 10} %\n`);
  };
}

function line({ name, ulps, at, inputs, seconds }: Survey): string {
  return `${name.padEnd(9)} ${ulps.toFixed(4)} ulp at ${at}, of ${inputs} inputs, ${seconds.toFixed(1)} s`;
}
