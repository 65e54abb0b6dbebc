#!/usr/bin/env node
// Starts the CLI on a Node that runs TypeScript from source: this one, or the one that npm installed beside us.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../src/plumbline.ts', import.meta.url));
if (process.features.typescript) {
  await import(entry);
} else {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio });
  // Who starts us knows this process only: what it is told, the other must hear (src/launched.ts).
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.connected && child.send({ signal }));
  }
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
