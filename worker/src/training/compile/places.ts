import { layerNames } from './names.ts';
import { type Layer, nestedLayers } from './nested-layers.ts';

/** Every layer, with those inside others, and what errors call it. */
export function placesOf(layers: readonly Layer[]): { readonly layer: Layer; readonly place: string }[] {
  const names = layerNames(layers);
  return layers.flatMap((outer, i) => {
    const within = `layer ${names[i]} (${outer.getClassName()})`;
    const [, ...inner] = nestedLayers(outer);
    const innerNames = layerNames(inner);
    return [
      { layer: outer, place: within },
      ...inner.map((layer, k) => ({
        layer,
        place: `layer ${innerNames[k]} (${layer.getClassName()}) in ${within}`,
      })),
    ];
  });
}
