import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';
import { rateAt, type Schedule } from './schedule.ts';

/** How gradients are cut before they are used. */
export type Clipping =
  /** Each value to within ±limit. */
  | { readonly by: 'value'; readonly limit: number }
  /** Each gradient to a length of `limit`. */
  | { readonly by: 'norm'; readonly limit: number }
  /** All gradients, taken as one vector, to a length of `limit` (Pascanu et al. 2013). */
  | { readonly by: 'globalNorm'; readonly limit: number };

export interface ShapedOptions {
  /** In place of the optimizer's own learning rate. */
  readonly schedule?: Schedule;
  readonly clipping?: Clipping;
  /** Share of each weight, times the learning rate, that a step takes off it, beside the update (Loshchilov & Hutter 2019). */
  readonly weightDecay?: number;
}

type Gradients = Record<string, tf.Tensor>;
type Class = tf.serialization.SerializableConstructor<tf.Optimizer>;
type WithRate = { learningRate?: number };

/**
 * Any optimizer of tfjs with a schedule of learning rates, clipped gradients and decoupled weight decay. With a
 * schedule the optimizer runs at rate 1, and its update is scaled by the rate of the step; where the rate also stands
 * inside a slot (momentum of RMSProp) that means: today's rate for all of it.
 */
export class ShapedOptimizer extends tf.Optimizer {
  static get className(): string {
    return 'Shaped';
  }

  /** What makes the updates; its slots are this optimizer's. */
  readonly inner: tf.Optimizer;
  /** The step that comes next, while traced: a scalar of the graph. Counted here otherwise. */
  step: tf.Tensor | undefined;
  readonly #given: tf.Optimizer;
  readonly #options: ShapedOptions;
  #count = 0;

  constructor(inner: tf.Optimizer, options: ShapedOptions) {
    super();
    this.#given = inner;
    this.#options = options;
    this.inner = options.schedule ? again(inner, { ...inner.getConfig(), learningRate: 1 }) : inner;
  }

  override applyGradients(gradients: Parameters<tf.Optimizer['applyGradients']>[0]): void {
    const named: Gradients = Array.isArray(gradients)
      ? Object.fromEntries(gradients.map(({ name, tensor }) => [name, tensor]))
      : (gradients as Gradients);
    tf.tidy(() => {
      const { schedule, weightDecay = 0, clipping } = this.#options;
      const step = this.step ?? tf.scalar(this.#count);
      const rate = schedule ? rateAt(schedule, step) : tf.scalar(ownRate(this.inner));
      const variables = Object.keys(named).map((name) => registered(name));
      const before = variables.map((variable) => tf.clone(variable));
      this.inner.applyGradients(
        Object.entries(clipping ? clipped(named, clipping) : named).map(([name, tensor]) => ({
          name,
          tensor,
        })),
      );
      if (!schedule && weightDecay === 0) return;
      const kept = tf.sub(1, tf.mul(rate, weightDecay));
      variables.forEach((variable, i) => {
        const old = before[i] as tf.Tensor;
        const update = tf.sub(variable, old);
        const decayed = weightDecay === 0 ? old : tf.mul(old, kept);
        variable.assign(tf.add(decayed, schedule ? tf.mul(update, rate) : update));
      });
    });
    this.#count++;
    this.incrementIterations();
  }

  override dispose(): void {
    this.inner.dispose();
    super.dispose();
  }

  override getConfig(): tf.serialization.ConfigDict {
    const inner = { className: this.#given.getClassName(), config: this.#given.getConfig() };
    return { inner, options: this.#options as unknown as tf.serialization.ConfigDict };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    const { className, config: own } = config.inner as {
      className: string;
      config: tf.serialization.ConfigDict;
    };
    const entry = tf.serialization.SerializationMap.getMap().classNameMap[className];
    if (!entry) {
      throw new CompileError('UnsupportedOptimizer', `tfjs knows no optimizer called ${className}.`);
    }
    const inner = entry[1](entry[0], own);
    return new (cls as unknown as new (inner: unknown, options: unknown) => T)(inner, config.options);
  }
}

tf.serialization.registerClass(ShapedOptimizer);

/** The optimizer as one of this class; `instanceof` means any optimizer in tfjs. */
export function asShaped(optimizer: tf.Optimizer): ShapedOptimizer | undefined {
  return optimizer.getClassName() === ShapedOptimizer.className ? (optimizer as ShapedOptimizer) : undefined;
}

function again(optimizer: tf.Optimizer, config: tf.serialization.ConfigDict): tf.Optimizer {
  const own = optimizer.constructor as unknown as Class & {
    fromConfig(cls: Class, config: tf.serialization.ConfigDict): tf.Optimizer;
  };
  return own.fromConfig(own, config);
}

function ownRate(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as WithRate).learningRate ?? 1;
}

function registered(name: string): tf.Variable {
  const variable = tf.engine().registeredVariables[name];
  if (variable) return variable;
  throw new CompileError('BadModel', `There is a gradient of ${name}, but no such variable.`);
}

function clipped(gradients: Gradients, { by, limit }: Clipping): Gradients {
  const shortened = (gradient: tf.Tensor, squares: tf.Tensor): tf.Tensor =>
    tf.mul(gradient, tf.div(limit, tf.maximum(tf.sqrt(squares), limit)));
  const squares = (gradient: tf.Tensor): tf.Tensor => tf.sum(tf.square(gradient));
  const all = by === 'globalNorm' ? tf.addN(Object.values(gradients).map(squares)) : undefined;
  const cut = (gradient: tf.Tensor): tf.Tensor =>
    by === 'value' ? tf.clipByValue(gradient, -limit, limit) : shortened(gradient, all ?? squares(gradient));
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, cut(gradient)]));
}
