/** Bytes of WASM instructions, in order. */
export type Code = readonly number[];

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    const done = rest >> 6 === 0 || rest >> 6 === -1;
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

export const I32 = 0x7f;
export const V128 = 0x7b;
const FUNCTION = 0x60;
/** The type of a block that leaves nothing. */
const EMPTY = 0x40;
const END = 0x0b;

const simd = (operation: number): number[] => [0xfd, ...unsigned(operation)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
/** Four lanes of the same bits. */
export const splat = (bits: number): Code => {
  const lane = [bits & 0xff, (bits >>> 8) & 0xff, (bits >>> 16) & 0xff, (bits >>> 24) & 0xff];
  return [...simd(0x0c), ...lane, ...lane, ...lane, ...lane];
};
export const block = (content: Code): Code => [0x02, EMPTY, ...content, END];
export const loop = (content: Code): Code => [0x03, EMPTY, ...content, END];
export const branchIf = (depth: number): Code => [0x0d, ...unsigned(depth)];
export const ifElse = (yes: Code, no: Code): Code => [0x04, EMPTY, ...yes, 0x05, ...no, END];

/** Addresses are known to be aligned to values only. */
const ALIGNED = [2, 0];

export const op = {
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Shl: [0x74],
  i32LessUnsigned: [0x49],
  load: [...simd(0x00), ...ALIGNED],
  loadSplat: [...simd(0x09), ...ALIGNED],
  store: [...simd(0x0b), ...ALIGNED],
  and: simd(0x4e),
  or: simd(0x50),
  bitselect: simd(0x52),
  allTrue: simd(0xa3),
  shiftLeft: simd(0xab),
  shiftRight: simd(0xad),
  wholeSub: simd(0xb1),
  fromWhole: simd(0xfa),
  equal: simd(0x41),
  less: simd(0x43),
  lessEqual: simd(0x45),
  floor: simd(0x68),
  trunc: simd(0x69),
  abs: simd(0xe0),
  sqrt: simd(0xe3),
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  pseudoMin: simd(0xea),
  pseudoMax: simd(0xeb),
} as const satisfies Readonly<Record<string, Code>>;

/** A function of i32 parameters that gives nothing. */
export interface WasmFunction {
  readonly parameters: number;
  /** Further locals: so many i32, then so many v128. */
  readonly locals: readonly [number, number];
  readonly body: Code;
}

/** 65,536 pages, the most there can be. */
const MAXIMUM = 65_536;

const text = (name: string): number[] => [
  ...unsigned(name.length),
  ...[...name].map((letter) => letter.charCodeAt(0)),
];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): number[] => [...unsigned(content.length), ...content];
const section = (id: number, items: readonly Code[]): number[] => [id, ...sized(list(items))];

/** A module that imports the memory `env.memory` and exports these functions as `f0`, `f1`, … */
export function wasmModule(functions: readonly WasmFunction[], shared: boolean): Uint8Array<ArrayBuffer> {
  const limits = shared ? [3, 0, ...unsigned(MAXIMUM)] : [0, 0];
  const types = functions.map(({ parameters }) => [
    FUNCTION,
    ...list(new Array<Code>(parameters).fill([I32])),
    0,
  ]);
  const bodies = functions.map(({ locals: [wholes, vectors], body }) =>
    sized([
      ...list([
        [...unsigned(wholes), I32],
        [...unsigned(vectors), V128],
      ]),
      ...body,
      END,
    ]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [[...text('env'), ...text('memory'), 2, ...limits]]),
    ...section(
      3,
      functions.map((_, i) => unsigned(i)),
    ),
    ...section(
      7,
      functions.map((_, i) => [...text(`f${i}`), 0, ...unsigned(i)]),
    ),
    ...section(10, bodies),
  ]);
}
