import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fake-node.ts';
import { killRounds } from './kill-rounds.ts';

const specFile = fileURLToPath(new URL('../../../chain-spec.json', import.meta.url));

/** Two chains side by side: most of the time a node is starting. */
it.concurrent.each([
  ['keeps everything', []],
  ['prunes', ['--state-pruning', '2']],
])(
  'a node that %s is at its last final block after each of ten kills under load',
  async (_, flags) => {
    await using folder = await temporaryFolder();
    const blocks = await killRounds({
      specFile,
      basePath: folder.path,
      rounds: 10,
      random: Math.random,
      flags,
    });
    expect(blocks).toBeGreaterThan(10);
  },
  300_000,
);
