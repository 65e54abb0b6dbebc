import type { layers } from '@tensorflow/tfjs-layers';

type Layer = ReturnType<typeof layers.dense>;

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * Names of the model's layers that depend on the model alone. tfjs numbers unnamed layers across the whole process
 * (`dense_Dense7`; models that are layers `sequential_7`, `model7`); here they are numbered by class within the model
 * (`dense_1`). Given names stay.
 */
export function layerNames(modelLayers: readonly Pick<Layer, 'name' | 'getClassName'>[]): string[] {
  const seen = new Map<string, number>();
  return modelLayers.map((layer) => {
    const className = layer.getClassName();
    const number = (seen.get(className) ?? 0) + 1;
    seen.set(className, number);
    const unnamed =
      'layers' in layer ? `^(sequential_|${className.toLowerCase()})\\d+$` : `_${className}\\d+$`;
    return new RegExp(unnamed).test(layer.name) ? `${snakeCase(className)}_${number}` : layer.name;
  });
}
