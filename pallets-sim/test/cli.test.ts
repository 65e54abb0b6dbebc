import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './fake-node.ts';
import { startProcess } from './node-process.ts';
import { connect } from './rpc-client.ts';

const script = fileURLToPath(new URL('./node-cli.ts', import.meta.url));
const run = promisify(execFile);

async function specFile(folder: string): Promise<string> {
  const file = join(folder, 'spec.json');
  const genesis = { runtimeGenesis: { patch: {} } };
  await writeFile(file, JSON.stringify({ name: 'CLI test', id: 'cli-test', chainType: 'Local', genesis }));
  return file;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: unknown; ms: number }> {
  const started = performance.now();
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = await exit;
  return { code, ms: performance.now() - started };
}

describe('plumbline node', () => {
  it('keeps its chain over clean stops and kill -9', async () => {
    await using folder = await temporaryFolder();
    const args = ['--chain', await specFile(folder.path), '--base-path', folder.path, '--sealing', 'manual'];
    let head: unknown;
    for (const signal of ['SIGINT', 'SIGKILL', 'SIGTERM'] as const) {
      using node = await startProcess(...args);
      const { child, rpc } = node;
      await using client = await connect(rpc);
      if (head) expect((await client.call('chain_getBlockHash')).result).toBe(head);
      await client.call('engine_createBlock', true, true);
      head = (await client.call('chain_getBlockHash')).result;
      const { code, ms } = await stop(child, signal);
      expect(code).toBe(signal === 'SIGKILL' ? null : 0);
      expect(ms).toBeLessThan(2000);
    }
  });

  it('stops under interval sealing with clients connected', async () => {
    await using folder = await temporaryFolder();
    using node = await startProcess('--chain', await specFile(folder.path), '--tmp', '--sealing', '20');
    const { child, rpc } = node;
    await using client = await connect(rpc);
    const { result } = await client.call('chain_subscribeNewHeads');
    await client.results(result, 4);
    expect(await stop(child, 'SIGTERM')).toMatchObject({ code: 0 });
  });

  it('explains in one line why it cannot start', async () => {
    await using folder = await temporaryFolder();
    const spec = await specFile(folder.path);
    using node = await startProcess('--chain', spec, '--base-path', folder.path);
    const { child, rpc } = node;
    const failure = async (...args: string[]) => {
      const error = await run(process.execPath, [script, '--log', 'silent', ...args]).then(
        () => ({ code: 0, stderr: '' }),
        (thrown: { code: number; stderr: string }) => thrown,
      );
      expect(error.code).toBe(1);
      expect(error.stderr.trim().split('\n')).toHaveLength(1);
      return error.stderr;
    };
    const port = new URL(rpc).port;
    const [inUse, portTaken, missing, none, bad, origin, metrics] = await Promise.all([
      failure('--chain', spec, '--base-path', folder.path, '--rpc-port', '0'),
      failure('--chain', spec, '--tmp', '--rpc-port', port),
      failure('--chain', join(folder.path, 'nothing.json')),
      failure('--tmp'),
      failure('--dev', '--sealing', 'sometimes'),
      failure('--dev', '--rpc-cors', 'everybody'),
      failure('--chain', spec, '--tmp', '--rpc-port', '0', '--prometheus-port', port),
    ]);
    expect(inUse).toContain(`${folder.path}/chains/cli-test/db is in use by another node`);
    expect(portTaken).toContain(`127.0.0.1:${port}: the port is in use`);
    expect(missing).toContain('nothing.json: there is no such file');
    expect(none).toContain('--dev, or --chain');
    expect(bad).toContain('instant, manual, or milliseconds');
    expect(origin).toContain('"everybody" is no origin');
    expect(metrics).toContain(`cannot serve metrics on 127.0.0.1:${port}: the port is in use`);
    await stop(child, 'SIGTERM');
  });

  it('prints a spec whose raw form makes the same chain', async () => {
    await using folder = await temporaryFolder();
    const spec = await specFile(folder.path);
    const { stdout } = await run(process.execPath, [script, 'build-spec', '--chain', spec, '--raw']);
    const raw = join(folder.path, 'raw.json');
    await writeFile(raw, stdout);
    const genesis: unknown[] = [];
    for (const file of [spec, raw]) {
      using node = await startProcess('--chain', file, '--tmp');
      const { child, rpc } = node;
      await using client = await connect(rpc);
      genesis.push((await client.call('chain_getBlockHash', 0)).result);
      await stop(child, 'SIGTERM');
    }
    expect(genesis[0]).toBe(genesis[1]);
  });

  it('makes a first block under instant sealing, and serves what the flags allow', async () => {
    await using folder = await temporaryFolder();
    const flags = [
      '--rpc-methods',
      'safe',
      '--rpc-cors',
      'https://example.org',
      '--rpc-max-connections',
      '2',
    ];
    using node = await startProcess(
      '--chain',
      await specFile(folder.path),
      '--tmp',
      ...flags,
      '--rpc-rate-limit',
      '100',
    );
    const { child, rpc, prometheus } = node;
    await using client = await connect(rpc);
    await expect
      .poll(async () => (await client.call('chain_getHeader')).result)
      .toMatchObject({ number: '0x1' });
    const { methods } = (await client.call('rpc_methods')).result as { methods: string[] };
    expect(methods.filter((name) => /^(dev|engine)_/.test(name))).toEqual([]);
    expect((await client.call('dev_newBlock')).error).toMatchObject({
      code: -32601,
      message: expect.stringContaining('unsafe'),
    });
    const second = await connect(rpc);
    await expect(connect(rpc)).rejects.toThrow('429');
    const closed = once(second.socket, 'close');
    second.socket.close();
    await closed;
    const from = (origin: string) =>
      fetch(rpc.replace('ws:', 'http:'), { headers: { origin } }).then(({ status }) => status);
    expect([await from('https://example.org'), await from('http://localhost')]).toEqual([405, 403]);
    const text = await (await fetch(`http://127.0.0.1:${prometheus}/metrics`)).text();
    expect(text).toMatch(/^substrate_block_height\{status="best",chain="cli-test"\} 1$/m);
    const codes = await Promise.all(Array.from({ length: 120 }, () => client.call('system_name')));
    expect(codes.filter(({ error }) => error?.code === -32999).length).toBeGreaterThan(10);
    expect(await stop(child, 'SIGTERM')).toMatchObject({ code: 0 });
  });

  it('reads a config file and the environment', async () => {
    await using folder = await temporaryFolder();
    const config = join(folder.path, 'node.json');
    const chain = await specFile(folder.path);
    await writeFile(config, JSON.stringify({ chain, tmp: true, sealing: 'manual', 'rpc-methods': 'safe' }));
    using node = await startProcess('--config', config);
    await using client = await connect(node.rpc);
    expect((await client.call('system_chain')).result).toBe('CLI test');
    expect((await client.call('dev_newBlock')).error).toMatchObject({ code: -32601 });
    await stop(node.child, 'SIGTERM');
  });

  it('has a help with a line for each flag', async () => {
    const { stdout } = await run(process.execPath, [script, '--help']);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(70);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110);
  });
});
