import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

type Initializer = ReturnType<typeof tfl.initializers.zeros>;
export type LayerConfig = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;

/** A custom layer that says in its configuration how each of its weights begins, as tfjs's own layers do. */
export abstract class WeightedLayer extends tfl.layers.Layer {
  readonly #weights = new Map<string, { variable: tfl.LayerVariable; initializer: Initializer }>();

  /** Adds a trainable weight; the compiler finds its initializer as `<name>Initializer`. */
  protected add(name: string, shape: number[], initializer: Initializer): void {
    this.#weights.set(name, { variable: this.addWeight(name, shape, 'float32', initializer), initializer });
  }

  /** The present value of a weight added in `build`. */
  protected weight(name: string): tf.Tensor {
    const weight = this.#weights.get(name);
    if (!weight) throw new TypeError(`Layer ${this.name} has no weight ${name} yet: it is not built.`);
    return weight.variable.read();
  }

  /** What a subclass was made with, for `getConfig`. */
  protected abstract options(): tf.serialization.ConfigDict;

  override getConfig(): tf.serialization.ConfigDict {
    const initializers: tf.serialization.ConfigDict = {};
    for (const [name, { initializer }] of this.#weights) {
      const className = initializer.getClassName();
      initializers[`${name}Initializer`] = { className, config: initializer.getConfig() };
    }
    return { ...super.getConfig(), ...this.options(), ...initializers };
  }
}

/** The one tensor that a layer with one input is called with. */
export function onlyInput(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [only] = [inputs].flat();
  if (!only) throw new TypeError('A layer was called without an input.');
  return only;
}
