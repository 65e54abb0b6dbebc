import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import { bindKernels } from '@plumbline/worker/training/execute/kernels';
import { Command } from 'commander';
import { REFERENCES, ulps } from '../../verification/test/operators/references.ts';
import { wholeNumber } from './whole-number.ts';

/** Values a kernel is given at once. */
const PART = 1 << 16;
const BOUND = 2;

type Worst = { ulps: number; at: string };

const program = new Command('check-ulp')
  .description('Compare the kernels of the elementary functions with f64 over all f32, one in so many.')
  .option('--stride <n>', 'take one f32 in so many', wholeNumber(1, 2 ** 24), 61)
  .option('--only <name>', 'one function')
  .action(async ({ stride, only }: { stride: number; only?: string }) => {
    const memory = new WebAssembly.Memory({ initial: 32 });
    const kernels = await bindKernels(memory);
    const [a, b, c] = [0, 1, 2].map((i) => 1024 + i * 5 * PART) as [number, number, number];
    const input = new Float32Array(memory.buffer, a, PART);
    const second = new Float32Array(memory.buffer, b, PART);
    const output = new Float32Array(memory.buffer, c, PART);
    const report = (name: string, { ulps: most, at }: Worst, count: number, started: number): void => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${name.padEnd(9)} ${most.toFixed(3)} ulp at ${at}, of ${count} inputs, ${seconds} s`);
      if (!(most <= BOUND)) process.exitCode = 1;
    };

    for (const [name, truth] of Object.entries(REFERENCES)) {
      if (only !== undefined && only !== name) continue;
      const started = performance.now();
      const worst: Worst = { ulps: 0, at: 'none' };
      const count = Math.floor(2 ** 32 / stride);
      for (let done = 0; done < count; done += PART) {
        const n = Math.min(PART, count - done);
        for (let i = 0; i < n; i++) input[i] = fromBits(((done + i) * stride) >>> 0);
        kernels.unary[name as keyof typeof REFERENCES](a, c, n);
        for (let i = 0; i < n; i++) {
          const x = input[i] as number;
          const error = Number.isNaN(x) ? 0 : ulps(output[i] as number, truth(x));
          if (error > worst.ulps) Object.assign(worst, { ulps: error, at: `${x}` });
        }
      }
      report(name, worst, count, started);
    }

    if (only !== undefined && only !== 'pow') return;
    // Of two arguments: powers of random bases that lie within f32, where exponents matter most.
    const started = performance.now();
    const worst: Worst = { ulps: 0, at: 'none' };
    let state = 1;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const count = Math.floor(2 ** 31 / stride);
    for (let done = 0; done < count; done += PART) {
      for (let i = 0; i < PART; i++) {
        const kind = random();
        const wide = 2 ** (random() * 277 - 149);
        const near = 1 + (random() - 0.5) * 2 ** (-random() * 22);
        const base = kind < 0.4 ? wide : kind < 0.8 ? near : (random() - 0.5) * 30;
        input[i] = base;
        const ln = Math.log(input[i] as number);
        second[i] = kind < 0.8 ? (104 * (random() * 2 - 1)) / (ln || 1) : Math.floor(random() * 60 - 30);
      }
      kernels.binary.pow(a, b, c, 1, 1, PART, 0, 0, 4, 0, 0, 4);
      for (let i = 0; i < PART; i++) {
        const [x, y] = [input[i] as number, second[i] as number];
        const error = ulps(output[i] as number, x ** y);
        if (error > worst.ulps)
          Object.assign(worst, { ulps: error, at: `${x} (${toBits(x).toString(16)}) ^ ${y}` });
      }
    }
    report('pow', worst, count, started);
  });
await program.parseAsync();
