import * as tf from '@tensorflow/tfjs-core';
import { initializers } from '@tensorflow/tfjs-layers';
import { type LayerConfig, onlyInput, WeightedLayer } from './weighted-layer.ts';

const EPSILON = 1e-5;
/** Added to the scores of later tokens: far below any score, and finite. */
const MASKED = -1e9;
/** How much a score falls with each token of distance from where its head starts out looking. */
const LOCALITY = 1;
const EMBEDDING_DEVIATION = 0.1;

interface EmbeddingConfig extends LayerConfig {
  vocabulary: number;
  context: number;
  width: number;
}

/** Token and position embedding: whole numbers [batch, context] become vectors [batch, context, width]. */
export class TokenAndPosition extends WeightedLayer {
  static readonly className = 'TokenAndPosition';
  readonly #config: EmbeddingConfig;

  constructor(config: EmbeddingConfig) {
    super(config);
    this.#config = config;
  }

  override build(): void {
    const { vocabulary, context, width } = this.#config;
    const initializer = initializers.randomNormal({ mean: 0, stddev: EMBEDDING_DEVIATION });
    this.add('tokens', [vocabulary, width], initializer);
    this.add('positions', [context, width], initializer);
    this.built = true;
  }

  override computeOutputShape(): [null, number, number] {
    return [null, this.#config.context, this.#config.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const tokens = tf.cast(onlyInput(inputs), 'int32');
      return tf.add(tf.gather(this.weight('tokens'), tokens), this.weight('positions'));
    });
  }

  protected override options(): tf.serialization.ConfigDict {
    const { vocabulary, context, width } = this.#config;
    return { vocabulary, context, width };
  }
}

/** Layer normalisation over the last axis (Ba et al. 2016): (x - mean)/√(variance + ε)·gamma + beta. */
export class LayerNorm extends WeightedLayer {
  static readonly className = 'LayerNorm';

  override build(inputShape: (number | null)[] | (number | null)[][]): void {
    const width = Number(inputShape.at(-1));
    this.add('gamma', [width], initializers.ones());
    this.add('beta', [width], initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const x = onlyInput(inputs);
      const centred = tf.sub(x, tf.mean(x, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      const scaled = tf.mul(centred, tf.rsqrt(tf.add(variance, EPSILON)));
      return tf.add(tf.mul(scaled, this.weight('gamma')), this.weight('beta'));
    });
  }

  protected override options(): tf.serialization.ConfigDict {
    return {};
  }
}

interface AttentionConfig extends LayerConfig {
  heads: number;
}

/** Causal self-attention with several heads (Vaswani et al. 2017), without biases. */
export class CausalSelfAttention extends WeightedLayer {
  static readonly className = 'CausalSelfAttention';
  readonly #heads: number;

  constructor(config: AttentionConfig) {
    super(config);
    this.#heads = config.heads;
  }

  override build(inputShape: (number | null)[] | (number | null)[][]): void {
    const width = Number(inputShape.at(-1));
    for (const name of ['query', 'key', 'value', 'output']) {
      this.add(name, [width, width], initializers.glorotUniform({}));
    }
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const x = onlyInput(inputs);
      const [batch = 1, context = 1, width = 1] = x.shape;
      const size = width / this.#heads;
      const flat = tf.reshape(x, [batch * context, width]);
      const inHeads = (weight: string): tf.Tensor => {
        const projected = tf.matMul(flat, this.weight(weight));
        return tf.transpose(tf.reshape(projected, [batch, context, this.#heads, size]), [0, 2, 1, 3]);
      };
      // Scaling the queries costs less than scaling the scores.
      const query = tf.mul(inHeads('query'), 1 / Math.sqrt(size));
      const scores = tf.add(
        tf.matMul(query, inHeads('key'), false, true),
        attentionBias(this.#heads, context),
      );
      const mixed = tf.matMul(tf.softmax(scores), inHeads('value'));
      const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * context, width]);
      return tf.reshape(tf.matMul(joined, this.weight('output')), x.shape);
    });
  }

  protected override options(): tf.serialization.ConfigDict {
    return { heads: this.#heads };
  }
}

/**
 * [heads, context, context], added to the scores. Later tokens are masked. Among the others, head h starts out
 * looking h + 1 tokens back, less and less to both sides of it; the last head starts out looking everywhere. What the
 * scores learn goes on top of that, and a model learns letter sequences much sooner.
 */
function attentionBias(heads: number, context: number): tf.Tensor {
  const values = Float32Array.from({ length: heads * context * context }, (_, i) => {
    const from = Math.floor(i / context) % context;
    const back = from - (i % context);
    const head = Math.floor(i / (context * context));
    if (back < 0) return MASKED;
    return head === heads - 1 ? 0 : -LOCALITY * Math.abs(back - head - 1);
  });
  return tf.tensor3d(values, [heads, context, context]);
}

for (const layer of [TokenAndPosition, LayerNorm, CausalSelfAttention]) tf.serialization.registerClass(layer);
