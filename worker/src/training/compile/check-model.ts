import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { layerNames } from './names.ts';
import { type Layer, nestedLayers } from './nested-layers.ts';

/** @throws CompileError when a model is of a kind that no task can have, whatever its layers compute. */
export function checkModel({ inputs, outputs, layers }: LayersModel): void {
  for (const [what, { length }] of Object.entries({ inputs, outputs })) {
    if (length !== 1) {
      throw new CompileError('BadModel', `The model has ${length} ${what}; one is supported.`);
    }
  }
  const names = layerNames(layers);
  layers.forEach((layer, i) => {
    const why = nestedLayers(layer)
      .map(reasonAgainst)
      .find((reason) => reason !== undefined);
    if (why === undefined) return;
    throw new CompileError(
      'UnsupportedLayer',
      `Cannot compile layer ${names[i]} (${layer.getClassName()}): ${why}`,
    );
  });
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
