import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-node.ts';
import { addFlags, flagsOf } from './flags.ts';
import { loadConfig } from './load.ts';
import { nearest } from './nearest.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { nodeOptions } from './node-setup.ts';
import { kebabCase, variableOf } from './option.ts';

/** The config of a command line, an environment, and a config file that holds `json`. */
async function configOf(args: readonly string[], environment: Record<string, string> = {}, json?: unknown) {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'node.json');
  if (json !== undefined) await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json));
  const command = addFlags(new Command('node'), NODE_OPTIONS).exitOverride();
  command.parse([...args, ...(json === undefined ? [] : ['--config', file])], { from: 'user' });
  return await loadConfig(NODE_OPTIONS, flagsOf(command, NODE_OPTIONS), environment);
}

describe('the config of a node', () => {
  it('takes a flag before the environment, that before the file, and a fallback at last', async () => {
    const environment = { PLUMBLINE_RPC_PORT: '2', PLUMBLINE_NAME: 'env', PLUMBLINE_PORT: '' };
    const json = {
      'rpc-port': 1,
      name: 'file',
      sealing: 500,
      dev: true,
      'rpc-cors': ['http://a.example', 'http://b.example'],
    };
    const config = await configOf(['--rpc-port', '3'], environment, json);
    expect(config).toMatchObject({
      rpcPort: 3,
      name: 'env',
      sealing: { everyMs: 500 },
      dev: true,
      rpcCors: ['http://a.example', 'http://b.example'],
      rpcMethods: 'auto',
      log: 'info',
      port: undefined,
    });
    expect((await configOf([])).rpcPort).toBe(9944);
  });

  it('has switches that are on or off', async () => {
    const config = await configOf(
      ['--no-prometheus', '-d', 'data'],
      { PLUMBLINE_DEV: 'false' },
      { dev: true, tmp: true },
    );
    expect(config).toMatchObject({ noPrometheus: true, basePath: 'data', dev: false, tmp: true });
    expect(() => nodeOptions(config)).toThrow('either --tmp or --base-path');
    expect(nodeOptions({ ...config, tmp: false }).prometheus).toBeUndefined();
    expect(nodeOptions(await configOf(['--dev'])).prometheus).toEqual({
      port: 9615,
      host: '127.0.0.1',
      isOptional: true,
    });
  });

  it('refuses what it does not know by its name, with the nearest that it knows', async () => {
    await expect(configOf([], {}, { 'rpc-prot': 1 })).rejects.toThrow(
      /"rpc-prot" in .*node.json is unknown: did you mean rpc-port\?/,
    );
    await expect(configOf([], {}, { speed: 1 })).rejects.toThrow(
      /"speed" in .* is unknown: plumbline node --help/,
    );
    await expect(configOf([], {}, { config: 'x' })).rejects.toThrow(/"config" in .* is unknown/);
    await expect(configOf([], { PLUMBLINE_RPC_PROT: '1' })).rejects.toThrow(
      /variable PLUMBLINE_RPC_PROT is unknown: did you mean PLUMBLINE_RPC_PORT\?/,
    );
    await expect(configOf(['--rpc-prot', '1'])).rejects.toThrow(
      /unknown option '--rpc-prot'\n\(Did you mean --rpc-port\?\)/,
    );
    const ofOthers = { PLUMBLINE_SURI: '//Bob', PLUMBLINE_RPC: 'ws://x', PLUMBLINE_EXIT_WITH_PARENT: '1' };
    expect((await configOf([], ofOthers)).rpcPort).toBe(9944);
  });

  it('says which value will not do, and where it stands', async () => {
    await expect(configOf(['--rpc-port', '70000'])).rejects.toThrow(/^--rpc-port: "70000" will not do/);
    await expect(configOf([], { PLUMBLINE_SEALING: 'often' })).rejects.toThrow(
      /^PLUMBLINE_SEALING: "often" .*instant, manual/,
    );
    await expect(configOf([], {}, { 'pool-limit': 0 })).rejects.toThrow(/^"pool-limit" in .*: "0" .*from 1/);
    await expect(configOf([], {}, { name: { a: 1 } })).rejects.toThrow(/^"name" in .* must be a text/);
    await expect(configOf(['--log', 'rpc=loud'])).rejects.toThrow(
      /^--log: "rpc=loud" will not do. "rpc=loud" names no level/,
    );
    await expect(configOf([], { PLUMBLINE_DEV: 'yes' })).rejects.toThrow(/Give true or false/);
    await expect(configOf(['--rpc-rate-limit-whitelisted-ips', '10.0.0.0/40'])).rejects.toThrow(
      /no address or network/,
    );
    await expect(configOf([], {}, '{')).rejects.toThrow(/cannot read the config file/);
    await expect(configOf([], {}, [])).rejects.toThrow(/must hold a JSON object/);
  });

  it('is described in the help and on the page for operators, option by option', async () => {
    const help = addFlags(new Command('node'), NODE_OPTIONS).helpInformation();
    const page = await readFile(new URL('../../../docs/node.md', import.meta.url), 'utf8');
    for (const name of Object.keys(NODE_OPTIONS)) {
      expect(help).toContain(`--${kebabCase(name)}`);
      expect(page, `docs/node.md says nothing of --${kebabCase(name)}`).toContain(`--${kebabCase(name)}`);
    }
    expect(variableOf('rpcMaxBatchRequestLen')).toBe('PLUMBLINE_RPC_MAX_BATCH_REQUEST_LEN');
  });
});

describe('the nearest name', () => {
  it('is the name itself, also after one slip', () => {
    const names = Object.keys(NODE_OPTIONS).map(kebabCase);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom('', 'x', 'q'), (name, at, insert) => {
        const place = at % name.length;
        const slip = name.slice(0, place) + insert + name.slice(place + (insert === 'x' ? 0 : 1));
        expect(nearest(slip, [name])).toBe(name);
        expect(nearest(name, names)).toBe(name);
      }),
    );
    expect(nearest('zebra', names)).toBeUndefined();
  });
});
