import { writeFile } from 'node:fs/promises';
import { compileAssembly, generatedModule } from '@plumbline/worker/training/kernels/compile-assembly';

/** The order of a block's words in each round: SIGMA of RFC 7693, section 2.7; rounds 10 and 11 are 0 and 1 again. */
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const;
const ROUNDS = 12;

/** Columns, then diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const IV = [
  '0x6a09e667f3bcc908',
  '0xbb67ae8584caa73b',
  '0x3c6ef372fe94f82b',
  '0xa54ff53a5f1d36f1',
  '0x510e527fade682d1',
  '0x9b05688c2b3e6c1f',
  '0x1f83d9abfb41bd6b',
  '0x5be0cd19137e2179',
];

/**
 * The mixing function G on both lanes: rotations to the right by 32, 24, 16 and 63. Shuffles of bytes would be fewer
 * instructions, but engines load their patterns anew each time.
 */
function mix(a: string, b: string, c: string, d: string, x: number, y: number): string[] {
  const word = (index: number): string => `v128.load(words, ${16 * index})`;
  const ror32 = `i32x4.shuffle(${d}, ${d}, 1, 0, 3, 2)`;
  const ror24 = `v128.or(i64x2.shr_u(${b}, 24), i64x2.shl(${b}, 40))`;
  const ror16 = `i16x8.shuffle(${d}, ${d}, 1, 2, 3, 0, 5, 6, 7, 4)`;
  const ror63 = `v128.or(i64x2.shr_u(${b}, 63), i64x2.add(${b}, ${b}))`;
  return [
    `${a} = i64x2.add(i64x2.add(${a}, ${b}), ${word(x)});`,
    `${d} = v128.xor(${d}, ${a});`,
    `${d} = ${ror32};`,
    `${c} = i64x2.add(${c}, ${d});`,
    `${b} = v128.xor(${b}, ${c});`,
    `${b} = ${ror24};`,
    `${a} = i64x2.add(i64x2.add(${a}, ${b}), ${word(y)});`,
    `${d} = v128.xor(${d}, ${a});`,
    `${d} = ${ror16};`,
    `${c} = i64x2.add(${c}, ${d});`,
    `${b} = v128.xor(${b}, ${c});`,
    `${b} = ${ror63};`,
  ];
}

/** AssemblyScript of `rounds`: the compression function F of RFC 7693 on two blocks side by side. */
function roundsSource(): string {
  const lines: string[] = [];
  for (let i = 0; i < 8; i++) lines.push(`let v${i} = v128.load(chain, ${16 * i});`);
  IV.forEach((value, i) => {
    const extra = i === 4 ? ' ^ counter' : i === 6 ? ' ^ (last ? ~(<u64>0) : 0)' : '';
    lines.push(`let v${i + 8} = i64x2.splat(<u64>${value}${extra});`);
  });
  for (let round = 0; round < ROUNDS; round++) {
    const order = SIGMA[round % SIGMA.length] ?? SIGMA[0];
    QUARTERS.forEach(([a, b, c, d], i) => {
      lines.push(...mix(`v${a}`, `v${b}`, `v${c}`, `v${d}`, order[2 * i] ?? 0, order[2 * i + 1] ?? 0));
    });
  }
  for (let i = 0; i < 8; i++) {
    lines.push(
      `v128.store(chain, v128.xor(v128.load(chain, ${16 * i}), v128.xor(v${i}, v${i + 8})), ${16 * i});`,
    );
  }
  const body = lines.map((line) => `  ${line}`).join('\n');
  return `export function rounds(chain: usize, words: usize, counter: u64, last: bool): void {\n${body}\n}\n`;
}

const ASSEMBLY = new URL('../../../verification/src/hash/assembly/', import.meta.url);
const TARGET = new URL('../../../verification/src/hash/many.generated.ts', import.meta.url);

/** The text of many.generated.ts; the same sources give the same text everywhere. */
export async function buildManyHashes(): Promise<string> {
  const wasm = await compileAssembly('many.ts', { 'rounds.ts': roundsSource() }, ASSEMBLY);
  return generatedModule(
    'MANY',
    wasm,
    'scripts/src/generate/many-hashes.ts and verification/src/hash/assembly',
  );
}

/** Builds the kernel and writes many.generated.ts. */
export async function writeManyHashes(): Promise<void> {
  await writeFile(TARGET, await buildManyHashes());
}
