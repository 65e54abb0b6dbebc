import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const runModule = fileURLToPath(new URL('./run.ts', import.meta.url));

/** Runs a command in a process of its own, whose stdout goes where a shell sends it. */
async function piped(body: string, where: string) {
  const script = `import { run } from ${JSON.stringify(runModule)};
    await run({ log: 'warn' }, async ({ signal }) => { ${body} });`;
  const line = `"$@" ${where}; echo "code \${PIPESTATUS[0]}" >&2`;
  const child = spawn('bash', ['-c', line, 'bash', process.execPath, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

const ONE_LINE = "process.stdout.write('a line\\n');";
const UNTIL_STOPPED = `
  while (!signal.aborted) {
    process.stdout.write('a line\\n');
    await new Promise(setImmediate);
  }`;

describe('a command of which stdout takes nothing', () => {
  it('has failed, also when it was done with its last line', async () => {
    const { stderr } = await piped(ONE_LINE, '> /dev/full');
    expect(stderr).toMatch(/^error: cannot write to stdout: .*ENOSPC.*\ncode 1\n$/);
  });

  it('stops, and says so once', async () => {
    const { stderr } = await piped(UNTIL_STOPPED, '> /dev/full');
    expect(stderr).toMatch(/^error: cannot write to stdout: .*ENOSPC.*\ncode 1\n$/);
  });

  it('stops quietly when its reader has read enough', async () => {
    expect(await piped(UNTIL_STOPPED, '| head -1')).toEqual({ stdout: 'a line\n', stderr: 'code 1\n' });
  });

  it('is none when all of it is taken', async () => {
    expect(await piped(ONE_LINE, '| cat')).toEqual({ stdout: 'a line\n', stderr: 'code 0\n' });
  });
});
