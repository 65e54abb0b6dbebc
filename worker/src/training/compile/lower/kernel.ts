import type { Shape } from '@plumbline/verification/graph/types';
import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { CompileError } from '../../error.ts';
import type { GraphBuilder, Value } from '../builder.ts';

/** Largest distance from zero up to which every whole number is an f32. */
export const EXACT_WHOLE = 2 ** 24;

/** One call of a tfjs kernel, seen from its outside. */
export interface KernelCall {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Value>>;
  /** tfjs dtypes of the inputs by name. */
  readonly dtypes: Readonly<Record<string, string>>;
  readonly attributes: NamedAttrMap;
  /** Shape of the output that tfjs made. */
  readonly shape: Shape;
  readonly dtype: string;
  /** Which of the kernel's outputs this is about, and the shapes of all of them. */
  readonly index: number;
  readonly shapes: readonly Shape[];
}

/** Writes a tfjs kernel as canonical operators. */
export type Lowering = (build: GraphBuilder, call: KernelCall) => Value;
export type Lowerings = Readonly<Record<string, Lowering>>;

/** An input that the kernel cannot be without. */
export function input(call: KernelCall, name: string): Value {
  const value = call.inputs[name];
  if (!value) throw unsupported(call, `has no input ${name}`);
  return value;
}

/** All inputs of a kernel that takes a list. */
export function listInputs(call: KernelCall): Value[] {
  return Object.keys(call.inputs).map((_, i) => input(call, String(i)));
}

export function numberAttribute(call: KernelCall, name: string, fallback?: number): number {
  const value = call.attributes[name] ?? fallback;
  if (typeof value === 'number') return value;
  throw unsupported(call, `has no number ${name}`);
}

export function numbersAttribute(call: KernelCall, name: string): number[] {
  const value = call.attributes[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value as number[];
  throw unsupported(call, `has no list ${name}`);
}

/** What a kernel cannot be lowered for, said once and completely by whoever knows the layer. */
export function unsupported(call: KernelCall, why: string): CompileError {
  return new CompileError('UnsupportedKernel', `the kernel ${call.kernel} ${why}`);
}
