import * as tf from '@tensorflow/tfjs-layers';
import '../quiet-tfjs.ts';
import { CausalSelfAttention, LayerNorm, TokenAndPosition } from './transformer-layers.ts';

export interface TransformerOptions {
  /** Number of different tokens. */
  readonly vocabulary: number;
  /** Number of tokens in the window that is seen. */
  readonly context: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

/** Hidden units of the perceptron in a block, in widths. */
const EXPANSION = 4;

/**
 * A decoder-only transformer with normalisation before each part: tokens [batch, context] as whole numbers give
 * logits of the next token [batch, context, vocabulary].
 */
export function buildTransformer({
  vocabulary,
  context,
  width,
  heads,
  blocks,
}: TransformerOptions): tf.LayersModel {
  const tokens = tf.input({ shape: [context] });
  let x = new TokenAndPosition({ vocabulary, context, width }).apply(tokens) as tf.SymbolicTensor;
  for (let block = 0; block < blocks; block++) {
    const attended = new CausalSelfAttention({ heads }).apply(new LayerNorm().apply(x)) as tf.SymbolicTensor;
    x = tf.layers.add().apply([x, attended]) as tf.SymbolicTensor;
    const widened = tf.layers.dense({
      units: EXPANSION * width,
      activation: 'relu',
      kernelInitializer: 'heUniform',
    });
    const narrowed = tf.layers.dense({ units: width, kernelInitializer: 'glorotUniform' });
    const thought = narrowed.apply(widened.apply(new LayerNorm().apply(x))) as tf.SymbolicTensor;
    x = tf.layers.add().apply([x, thought]) as tf.SymbolicTensor;
  }
  const logits = tf.layers.dense({ units: vocabulary, kernelInitializer: 'glorotUniform' });
  return tf.model({ inputs: tokens, outputs: logits.apply(new LayerNorm().apply(x)) as tf.SymbolicTensor });
}
