#!/usr/bin/env node
// Starts the CLI on a Node that runs TypeScript from source: this one, or the one that npm installed beside us.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../src/plumbline.ts', import.meta.url));
if (process.features.typescript) {
  await import(entry);
} else {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const { status } = spawnSync(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
