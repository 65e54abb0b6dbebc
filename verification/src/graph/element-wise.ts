import type { OperatorName, PlainOperatorName } from './types.ts';

/** Element-wise operators of one input. */
export const UNARY = [
  'neg',
  'exp',
  'log',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'square',
  'relu',
  'heaviside',
  'tanh',
  'sigmoid',
  'floor',
  'abs',
  'logicalNot',
  'sin',
  'cos',
  'tan',
  'erf',
  'gelu',
  'geluTanh',
  'expm1',
  'log1p',
  'softplus',
] as const satisfies readonly PlainOperatorName[];

/** Element-wise operators of two inputs that broadcast. */
export const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'equal',
  'notEqual',
  'less',
  'lessEqual',
  'greater',
  'greaterEqual',
  'logicalAnd',
  'logicalOr',
  'pow',
] as const satisfies readonly PlainOperatorName[];

export type UnaryName = (typeof UNARY)[number];
export type BinaryName = (typeof BINARY)[number];

export function isUnary(name: OperatorName): name is UnaryName {
  return (UNARY as readonly OperatorName[]).includes(name);
}

export function isBinary(name: OperatorName): name is BinaryName {
  return (BINARY as readonly OperatorName[]).includes(name);
}
