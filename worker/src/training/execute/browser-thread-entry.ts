import { browserScope } from './browser-worker.ts';
import type { TeamData } from './kernel-control.ts';

// Whoever listens only after an import that waits misses what is sent at the start.
browserScope.onmessage = async ({ data }) => {
  const { serveTeam } = await import('./serve-team.ts');
  await serveTeam(data as TeamData, () => browserScope.postMessage('ready'));
};
