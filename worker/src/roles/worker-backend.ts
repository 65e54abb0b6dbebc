/** What a step graph can be run on. */
export const WORKER_BACKENDS = ['canonical', 'cpu', 'wasm', 'tfjs-node-gpu'] as const;
export type WorkerBackend = (typeof WORKER_BACKENDS)[number];
