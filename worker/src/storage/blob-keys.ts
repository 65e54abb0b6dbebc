import type { BlobRef } from './blob-ref.ts';

/** The part of database keys that names one blob. */
export function keyOf(ref: BlobRef): string {
  return `${Buffer.from(ref.root).toString('hex')}:${ref.leafBytes}:${ref.bytes}`;
}

/** The blob that a key names. */
export function refOf(key: string): BlobRef {
  const [root = '', leafBytes, bytes] = key.split(':');
  return {
    root: Uint8Array.from(Buffer.from(root, 'hex')),
    bytes: Number(bytes),
    leafBytes: leafBytes === '32' ? 32 : 4096,
  };
}

/** The range of all chunks of a blob. */
export function chunksOf(key: string): { gte: string; lt: string } {
  return { gte: `chunk:${key}:`, lt: `chunk:${key};` };
}

export function chunkKey(key: string, index: number): string {
  return `chunk:${key}:${index.toString(16).padStart(8, '0')}`;
}

/** Under it stand the nodes over the chunks of a blob that is whole. */
export function nodesKey(key: string): string {
  return `nodes:${key}`;
}
