import { parentPort, workerData } from 'node:worker_threads';
import { serveTeam } from './serve-team.ts';

await serveTeam(workerData, () => parentPort?.postMessage('ready'));
