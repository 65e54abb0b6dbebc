import type { GraphNode } from '@plumbline/verification/graph/types';
import type * as tf from '@tensorflow/tfjs-core';

/** Computes one node with tfjs operations. */
export type TfjsOperator = (inputs: readonly tf.Tensor[], node: GraphNode) => tf.Tensor;
