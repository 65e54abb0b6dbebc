import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import type { PlainOperatorName } from '@plumbline/verification/graph/types';
import { NEAR } from '@plumbline/verification/operators/angle';
import { kernelName } from './kernel-name.ts';
import { simdFunction } from './simd.ts';
import { smallAngleProgram, vectorProgram } from './vector-programs.ts';

function vectorFunction(type: PlainOperatorName, parameters: readonly string[]): string {
  return simdFunction(`${type}Vector`, parameters, vectorProgram(type));
}

function smallAngleFunctions(): string[] {
  return UNARY.flatMap((type) => {
    const program = smallAngleProgram(type);
    return program ? [simdFunction(`${type}NearVector`, ['x'], program)] : [];
  });
}

function call(type: PlainOperatorName, parameters: readonly string[]): string {
  const all = `${type}Vector(${parameters.join(', ')})`;
  if (!smallAngleProgram(type)) return all;
  return `i32x4.all_true(f32x4.lt(f32x4.abs(x), f32x4.splat(${NEAR}))) ? ${type}NearVector(x) : ${all}`;
}

function dispatch(
  name: string,
  operators: readonly PlainOperatorName[],
  parameters: readonly string[],
): string {
  const signature = parameters.map((parameter) => `${parameter}: v128`).join(', ');
  const cases = operators.map((type, code) => `  if (op == ${code}) return ${call(type, parameters)};`);
  return [
    `@inline export function ${name}(op: i32, ${signature}): v128 {`,
    ...cases,
    `  return ${parameters[0]};`,
    '}',
    '',
  ].join('\n');
}

/** AssemblyScript of `compute1`, `compute2` and `choose`: what the loops in elementwise.ts and reduce.ts apply. */
export function operationsSource(): string {
  return [
    "import { exponent, mantissa, pow2 } from './basic';",
    `export const EXP: i32 = ${UNARY.indexOf('exp')};`,
    `export const ADD: i32 = ${BINARY.indexOf('add')};`,
    `export const MAXIMUM: i32 = ${BINARY.indexOf('maximum')};`,
    ...UNARY.map((type) => vectorFunction(type, ['x'])),
    ...smallAngleFunctions(),
    ...BINARY.map((type) => vectorFunction(type, ['x', 'y'])),
    vectorFunction('select', ['x', 'y', 'z']),
    dispatch('compute1', UNARY, ['x']),
    dispatch('compute2', BINARY, ['x', 'y']),
    '@inline export function choose(x: v128, y: v128, z: v128): v128 {',
    '  return selectVector(x, y, z);',
    '}',
    '',
  ].join('\n');
}

/** AssemblyScript of the module's door: one exported kernel for each element-wise operator, and the rest. */
export function entrySource(): string {
  const strides =
    'n0: i32, n1: i32, n2: i32, a0: usize, a1: usize, a2: usize, b0: usize, b1: usize, b2: usize';
  return [
    "import { binary, unary } from './elementwise';",
    "export { canonicalise, fill, select as selectKernel } from './elementwise';",
    "export { matmul, matmulScratchBytes } from './gemm';",
    "export { conv2d, conv2dFilterGradient, conv2dInputGradient } from './convolution';",
    "export { conv2dFilterGradientScratchBytes, conv2dInputGradientScratchBytes, conv2dScratchBytes } from './convolution';",
    "export { depthwiseConv2d, depthwiseConv2dFilterGradient, depthwiseConv2dInputGradient } from './depthwise';",
    "export { copy, spread } from './layout';",
    "export { avgPool, maxPool, maxPoolIndex } from './pool';",
    "export { avgPoolGradient, maxPoolGradient } from './pool-gradient';",
    "export { uniform } from './uniform';",
    "export { gather, oneHot, segmentSum } from './lookup';",
    "export { maxMiddle, maxRows, sumMiddle, sumRows } from './reduce';",
    ...UNARY.map(
      (type, code) =>
        `export function ${kernelName(type)}(a: usize, c: usize, n: i32): void { unary(${code}, a, c, n); }`,
    ),
    ...BINARY.map(
      (type, code) =>
        `export function ${kernelName(type)}(a: usize, b: usize, c: usize, ${strides}): void { binary(${code}, a, b, c, n0, n1, n2, a0, a1, a2, b0, b1, b2); }`,
    ),
    '',
  ].join('\n');
}
