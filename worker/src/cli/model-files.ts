import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { messageOf } from '../errors.ts';
import { RoleError } from '../roles/errors.ts';
import type { Model } from '../roles/fetch-model.ts';

export interface ModelManifest {
  readonly format: 'plumbline-model/1';
  readonly task: number;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly file: string;
    readonly root: string;
  }[];
}

/** Writes a model: `model.json` and one file of little-endian f32 values per tensor. Throws `InvalidOption`. */
export async function writeModel(folder: string, task: number, model: Model): Promise<ModelManifest> {
  try {
    return await writeFiles(folder, task, model);
  } catch (thrown) {
    const message = `the model cannot be written to ${folder} (${messageOf(thrown)}): give another --out, or make room there`;
    throw new RoleError('InvalidOption', message, { folder }, thrown);
  }
}

async function writeFiles(folder: string, task: number, model: Model): Promise<ModelManifest> {
  await mkdir(folder, { recursive: true });
  const tensors = model.program.states.map(({ name, shape }, index) => ({
    name,
    shape,
    file: `${String(index).padStart(3, '0')}-${name.replace(/[^\w.-]+/g, '_')}.f32`,
    root: toHex(blobRoot(model.state[index] ?? new Uint8Array(0))),
  }));
  for (const [index, { file }] of tensors.entries()) {
    await writeFile(join(folder, file), model.state[index] ?? new Uint8Array(0));
  }
  const manifest: ModelManifest = { format: 'plumbline-model/1', task, tensors };
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
