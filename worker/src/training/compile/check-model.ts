import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import type { Layer } from './nested-layers.ts';
import { placesOf } from './places.ts';

/** @throws CompileError when a model is of a kind that no task can have, whatever its layers compute. */
export function checkModel({ inputs, outputs, layers }: LayersModel): void {
  for (const [what, { length }] of Object.entries({ inputs, outputs })) {
    if (length !== 1) {
      throw new CompileError('BadModel', `The model has ${length} ${what}; one is supported.`);
    }
  }
  for (const { layer, place } of placesOf(layers)) {
    const why = reasonAgainst(layer);
    if (why !== undefined) throw new CompileError('UnsupportedLayer', `Cannot compile ${place}: ${why}`);
  }
}

/** Options of a layer that tfjs itself, or a task, does not heed, and what to do about it. */
function reasonAgainst(layer: Layer): string | undefined {
  if ('stateful' in layer && layer.stateful === true) {
    return "it is stateful, but a task's examples are drawn anew for each step, so that no sequence goes on from one batch to the next. Build it without stateful.";
  }
  const { dilationRate } = layer as { readonly dilationRate?: number | readonly number[] };
  if (layer.getClassName() === 'Conv2DTranspose' && [dilationRate ?? 1].flat().some((rate) => rate !== 1)) {
    return `its dilationRate is ${[dilationRate].flat().join(' × ')}, which tfjs does not heed: it would train as if it were 1. Build it without dilationRate.`;
  }
  return undefined;
}
