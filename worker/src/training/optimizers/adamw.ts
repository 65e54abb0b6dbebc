import * as tf from '@tensorflow/tfjs-core';

export interface AdamWOptions {
  readonly learningRate: number;
  /** Share of a weight that is taken away in a step, in learning rates. */
  readonly weightDecay: number;
  /** Gradients longer than this, all taken together, are shortened to it; as long as they are when absent. */
  readonly clipNorm?: number;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

type Gradients = Record<string, tf.Tensor>;

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019), and clipping by the norm of all gradients together. */
export class AdamW extends tf.AdamOptimizer {
  static override get className(): string {
    return 'AdamW';
  }

  readonly #options: AdamWOptions;

  constructor(options: AdamWOptions) {
    super(options.learningRate, BETA1, BETA2, EPSILON);
    this.#options = options;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const named: Gradients = Array.isArray(gradients)
      ? Object.fromEntries(gradients.map(({ name, tensor }) => [name, tensor]))
      : (gradients as Gradients);
    tf.tidy(() => {
      const { learningRate, weightDecay } = this.#options;
      const variables = tf.engine().registeredVariables;
      for (const name of Object.keys(named)) {
        const variable = variables[name];
        variable?.assign(tf.mul(variable, 1 - learningRate * weightDecay));
      }
      const clipped = this.#clipped(named);
      super.applyGradients(Object.entries(clipped).map(([name, tensor]) => ({ name, tensor })));
    });
  }

  #clipped(gradients: Gradients): Gradients {
    const { clipNorm } = this.#options;
    if (clipNorm === undefined) return gradients;
    const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
    const norm = tf.sqrt(tf.addN(squares));
    const scale = tf.div(clipNorm, tf.maximum(norm, clipNorm));
    return Object.fromEntries(
      Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]),
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { learningRate, weightDecay, clipNorm } = this.#options;
    return { learningRate, weightDecay, ...(clipNorm === undefined ? {} : { clipNorm }) };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

tf.serialization.registerClass(AdamW);
