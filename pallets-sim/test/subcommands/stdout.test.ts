import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, script } from './command.ts';
import { type SixBlocks, sixBlocks } from './six-blocks.ts';

let six: SixBlocks;
beforeAll(async () => {
  six = await sixBlocks();
});
afterAll(() => six?.[Symbol.asyncDispose]());

it.each([
  ['export-blocks', () => ['export-blocks', ...six.chain('a')]],
  ['export-state', () => ['export-state', ...six.chain('a')]],
  ['build-spec', () => ['build-spec', '--chain', six.spec]],
  ['key', () => ['key', 'inspect', '//Alice']],
])('%s says in a line that stdout takes nothing', async (_, args) => {
  const whole = ['-c', 'exec "$@" > /dev/full', 'bash', process.execPath, script, ...args()];
  const { code, stderr } = await ended(spawn('bash', whole, { stdio: 'pipe' }));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: cannot write to stdout: .*\n$/)]);
});

it.each([
  ['export-blocks', () => ['export-blocks', ...six.chain('a')]],
  ['export-state', () => ['export-state', ...six.chain('a')]],
  ['build-spec', () => ['build-spec', '--chain', six.spec, '--raw']],
])('%s says nothing of a reader that has read enough', async (_, args) => {
  const gone = 'exec 3> >(true); wait $!; "$@" >&3; echo $?';
  const whole = ['-c', gone, 'bash', process.execPath, script, ...args()];
  const { stdout, stderr } = await ended(spawn('bash', whole, { stdio: 'pipe' }));
  expect([stdout, stderr]).toEqual(['1\n', '']);
});
