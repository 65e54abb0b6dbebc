import * as tf from '@tensorflow/tfjs-core';
import { enter, placeNow } from './backend.ts';
import { replaced } from './replaced.ts';

type Gradients = Record<string, () => tf.Tensor>;

/** What tfjs does not declare of its engine: what was computed, so that it can be gone through backwards. */
interface Tape {
  addTapeNode(this: Tape, ...given: unknown[]): void;
  readonly state: {
    readonly activeTape: { readonly kernelName: string; gradient?: (dys: tf.Tensor[]) => Gradients }[];
  };
}

/** While `work` runs, each gradient is computed at the place of what it is the gradient of. */
export function withGradientPlaces<T>(work: () => T): T {
  const engine = tf.engine() as unknown as Tape;
  const { addTapeNode } = engine;
  const undo = replaced(engine, 'addTapeNode', function (this: Tape, ...given) {
    addTapeNode.apply(this, given);
    const node = this.state.activeTape.at(-1);
    if (node === undefined) return;
    const { kernelName, gradient } = node;
    const place = placeNow();
    node.gradient = (dys) => {
      enter(place);
      if (gradient) return gradient(dys);
      throw new Error(`there is no gradient of the kernel ${kernelName}`);
    };
  });
  try {
    return work();
  } finally {
    undo();
  }
}
