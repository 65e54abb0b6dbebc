import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { layerNames } from './names.ts';
import { nestedLayers } from './nested-layers.ts';

/** @throws CompileError when a model is of a kind that no task can have, whatever its layers compute. */
export function checkModel({ inputs, outputs, layers }: LayersModel): void {
  for (const [what, { length }] of Object.entries({ inputs, outputs })) {
    if (length !== 1) {
      throw new CompileError('BadModel', `The model has ${length} ${what}; one is supported.`);
    }
  }
  const names = layerNames(layers);
  layers.forEach((layer, i) => {
    if (!nestedLayers(layer).some((one) => 'stateful' in one && one.stateful === true)) return;
    throw new CompileError(
      'UnsupportedLayer',
      `Cannot compile layer ${names[i]} (${layer.getClassName()}): it is stateful, but a task's examples are drawn anew for each step, so that no sequence goes on from one batch to the next. Build it without stateful.`,
    );
  });
}
