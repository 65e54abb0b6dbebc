import type { LayersModel } from '@tensorflow/tfjs-layers';

export type Layer = LayersModel['layers'][number];

/** What layers hold other layers as; tfjs declares only some of it. */
interface Holder {
  readonly layer?: Layer;
  readonly forwardLayer?: Layer;
  readonly backwardLayer?: Layer;
  readonly cell?: Layer;
  readonly cells?: readonly Layer[];
  readonly layers?: readonly Layer[];
}

/** A layer and all that are inside it, outer ones first: of wrappers, recurrent layers, stacked cells and models. */
export function nestedLayers(layer: Layer): Layer[] {
  const {
    layer: wrapped,
    forwardLayer,
    backwardLayer,
    cell,
    cells = [],
    layers = [],
  } = layer as unknown as Holder;
  // A layer for both directions also names the one it was made of, which it does not use.
  const inner = forwardLayer ? [forwardLayer, backwardLayer] : [wrapped];
  const all = [...inner, cell, ...cells, ...layers].filter((one) => one !== undefined);
  return [layer, ...new Set(all.flatMap(nestedLayers))];
}
