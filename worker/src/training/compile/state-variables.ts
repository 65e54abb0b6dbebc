import { toBits } from '@plumbline/verification/f32/bits';
import type { Init } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { asShaped } from '../optimizers/shaped.ts';
import { firstValues, weightInit } from './initializer.ts';
import { layerNames } from './names.ts';
import { nestedLayers } from './nested-layers.ts';

/** A tfjs variable that becomes a state tensor. */
export interface StateVariable {
  readonly name: string;
  readonly variable: tf.Variable;
  readonly init: Init;
  /** What it holds in step 0, where that is no rule of initial values. */
  readonly first?: Float32Array;
}

const ZEROS: Init = { type: 'Fill', value: { bits: 0 } };

/** The model's weights in the order of `model.weights`, each once, named after their layers. */
export function modelVariables(model: LayersModel): StateVariable[] {
  const names = layerNames(model.layers);
  const owners = new Map<LayerVariable, { layer: LayersModel['layers'][number]; layerName: string }>(
    model.layers.flatMap((layer, i) =>
      layer.weights.map((weight) => [weight, { layer, layerName: names[i] ?? layer.name }]),
    ),
  );
  // A layer that holds two others, one for each direction, has two weights of each name.
  const unique = numbered();
  // Those of a layer that stands in several places are listed for each of them.
  return [...new Set(model.weights)].map((weight) => {
    const owner = owners.get(weight);
    const name = weight.originalName.split('/').at(-1) ?? weight.originalName;
    if (!owner)
      throw new CompileError(
        'BadModel',
        `The weight ${weight.originalName} belongs to no layer of the model.`,
      );
    // The innermost layer that has the weight is the one whose configuration says how it begins.
    const holder = nestedLayers(owner.layer).findLast((layer) => layer.weights.includes(weight));
    const config = (holder ?? owner.layer).getConfig();
    const shape = weight.shape as number[];
    const first = firstValues(config, name, shape);
    return {
      name: unique(`${owner.layerName}/${name}`),
      variable: weight.read() as tf.Variable,
      init: first ? ZEROS : weightInit(owner.layerName, config, name, shape),
      ...(first ? { first } : {}),
    };
  });
}

/** Gives a name that was given before a number. */
function numbered(): (name: string) => string {
  const taken = new Map<string, number>();
  return (name) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  };
}

/** Variables that tfjs registers while `work` runs, with the values they begin with. */
export function registeredDuring<T>(work: () => T): { result: T; variables: Map<tf.Variable, Float32Array> } {
  const engine = tf.engine();
  const variables = new Map<tf.Variable, Float32Array>();
  const original = engine.makeVariable;
  engine.makeVariable = function (...args) {
    const variable = original.apply(this, args);
    variables.set(variable, Float32Array.from(variable.dataSync()));
    return variable;
  };
  try {
    return { result: work(), variables };
  } finally {
    // The method of the class, not a bound copy, is what was there.
    engine.makeVariable = original;
  }
}

interface AdamSlots {
  accBeta1?: tf.Variable;
  accBeta2?: tf.Variable;
  accumulatedFirstMoment?: { originalName: string; variable: tf.Variable }[];
  accumulatedSecondMoment?: { originalName: string; variable: tf.Variable }[];
}

/** The optimizer's slots, named after what they belong to where the optimizer is known. */
export function optimizerVariables(
  optimizer: tf.Optimizer,
  registered: ReadonlyMap<tf.Variable, Float32Array>,
  weights: readonly StateVariable[],
): StateVariable[] {
  const known = new Map<tf.Variable, string>();
  const weightNames = new Map(weights.map(({ variable, name }) => [variable.name, name]));
  const slots = (asShaped(optimizer)?.inner ?? optimizer) as unknown as AdamSlots;
  if (slots.accBeta1) known.set(slots.accBeta1, 'beta1Power');
  if (slots.accBeta2) known.set(slots.accBeta2, 'beta2Power');
  for (const { originalName, variable } of [
    ...(slots.accumulatedFirstMoment ?? []),
    ...(slots.accumulatedSecondMoment ?? []),
  ]) {
    const cut = originalName.lastIndexOf('/');
    const weight = weightNames.get(originalName.slice(0, cut));
    if (weight) known.set(variable, `${weight}${originalName.slice(cut)}`);
  }
  const unique = numbered();
  return [...registered].map(([variable, values], i) => ({
    // Of a weight that is updated twice a step there are two of each.
    name: unique(`optimizer/${known.get(variable) ?? `slot${i}`}`),
    variable,
    init: { type: 'Fill', value: { bits: uniformBits(values, optimizer) } },
  }));
}

function uniformBits(values: Float32Array, optimizer: tf.Optimizer): number {
  const bits = toBits(values[0] ?? 0);
  if (values.every((value) => toBits(value) === bits)) return bits;
  throw new CompileError(
    'UnsupportedOptimizer',
    `Cannot compile the optimizer ${optimizer.getClassName()}: one of its slots does not begin with one value everywhere. Supported are those of tf.train, AdamW and ShapedOptimizer.`,
  );
}
