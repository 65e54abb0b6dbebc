import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../error.ts';
import '../quiet-tfjs.ts';

/** tfjs backends on which a step graph can be trained locally. */
export type TfjsBackendName = 'cpu' | 'wasm' | 'tfjs-node-gpu';

const GPU_PACKAGE: string = '@tensorflow/tfjs-node-gpu';
const GPU_VERSION = '4.22.0';

/** Loads a backend and makes it the one that tfjs uses. @throws TrainingError when it is not installed. */
export async function useBackend(name: TfjsBackendName): Promise<void> {
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  if (name === 'tfjs-node-gpu') await loadGpu();
  if (!(await tf.setBackend(registeredAs(name)))) {
    throw new TrainingError(
      'BackendMissing',
      `The tfjs backend ${name} does not start on this machine; try --backend cpu.`,
    );
  }
  await tf.ready();
}

/** Makes a backend that has been loaded the one that tfjs uses. */
export function activateBackend(name: TfjsBackendName): void {
  // Takes effect before it returns, as nothing is left to be loaded.
  if (tf.getBackend() !== registeredAs(name)) void tf.setBackend(registeredAs(name));
}

function registeredAs(name: TfjsBackendName): string {
  return name === 'tfjs-node-gpu' ? 'tensorflow' : name;
}

async function loadGpu(): Promise<void> {
  // tfjs-node calls this function, which Node 23 removed.
  const node = util as { isNullOrUndefined?: (value: unknown) => boolean };
  node.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    await import(GPU_PACKAGE);
  } catch (cause) {
    const missing = (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const why = missing ? 'is not installed' : `does not load (${(cause as Error).message})`;
    throw new TrainingError(
      'BackendMissing',
      `${GPU_PACKAGE} ${why}. Install it with: npm install ${GPU_PACKAGE}@${GPU_VERSION} (CUDA is needed), or use --backend cpu or wasm.`,
      { cause },
    );
  }
}
