import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { freshBundle } from './node-bundle.ts';

type NodeCli = typeof import('@plumbline/pallets-sim/cli');

/** A node that runs for so long leaves a bundle to the next one, if there is none that is fresh. */
const SOON_MS = 5_000;

/** The `node` subcommand: from the bundle where it is that of the sources, from the sources otherwise. */
export async function nodeCommand(): Promise<Command> {
  const bundle = freshBundle();
  if (bundle === undefined) {
    setTimeout(bundleInBackground, SOON_MS).unref();
    return (await import('@plumbline/pallets-sim/cli')).nodeCommand();
  }
  process.setSourceMapsEnabled(true);
  const cli = (await import(pathToFileURL(bundle).href)) as NodeCli;
  return cli.nodeCommand();
}

/** In a process of its own that outlives this one if need be; where it fails, the next start is as slow as this. */
function bundleInBackground(): void {
  const script = fileURLToPath(new URL('./build-node-bundle.ts', import.meta.url));
  spawn(process.execPath, [script], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
