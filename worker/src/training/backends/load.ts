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
  const registered = name === 'tfjs-node-gpu' ? 'tensorflow' : name;
  if (!(await tf.setBackend(registered))) {
    throw new TrainingError(
      'BackendMissing',
      `The tfjs backend ${name} does not start on this machine; try --backend cpu.`,
    );
  }
  await tf.ready();
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
