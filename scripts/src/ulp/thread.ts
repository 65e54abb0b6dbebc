import { parentPort, workerData } from 'node:worker_threads';
import { comparer, type FunctionName, type Slice } from './compare.ts';

// Answers each slice with the largest error in it.
const compare = await comparer(workerData as FunctionName);
parentPort?.on('message', (slice: Slice) => parentPort?.postMessage(compare(slice)));
