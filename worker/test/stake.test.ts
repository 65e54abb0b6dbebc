import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startChain } from './processes.ts';
import { temporaryFolder } from './temporary.ts';

const ENTRY = fileURLToPath(new URL('../../scripts/src/plumbline.ts', import.meta.url));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function plumbline(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [ENTRY, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('stake is held, put on its way back and taken again, and another key may act for it', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(folder);
  const stake = (...args: string[]): Promise<Ran> => plumbline('stake', ...args, '--rpc', rpc);
  const bob = ['--suri', '//Bob'];
  const solver = ['--role', 'solver', ...bob];

  const none = await stake('bond-more', ...solver, '--amount', '1');
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/^error: stakes.bondMore was refused: .*register/);

  await stake('register', ...solver, '--amount', '300', '--price', '0.25');
  const unbound = await stake('unbond', ...solver, '--amount', '120.5');
  expect(unbound.stdout).toMatch(/stake 179\.5, online, capacity 1, asks 0\.25 per/);
  expect(unbound.stdout).toMatch(/120\.5 on its way back, free from block \d+/);

  const again = await stake('rebond', ...solver, '--amount', '20.5', '--output', 'json');
  const { roles, account, ...call } = JSON.parse(again.stdout);
  expect(call).toMatchObject({ call: 'rebond', events: ['Bonded'], workerKey: null });
  expect(roles.Solver).toMatchObject({ stake: '200', unbonding: [{ amount: '100', isFree: false }] });

  expect((await stake('rotate-key', ...bob)).stderr).toMatch(/give --worker ADDRESS, or --none/);
  const named = await stake('show', account, '--output', 'json');
  expect(JSON.parse(named.stdout)).toMatchObject({ account, workerKey: null, roles });
  const dave = '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy';
  expect((await stake('rotate-key', ...bob, '--worker', dave)).code).toBe(0);
  expect((await stake('accept-key', '--suri', '//Dave', '--of', account)).code).toBe(0);
  const asDave = ['--suri', '//Dave', '--stash', account];
  await stake('set-capacity', ...asDave, '--role', 'solver', '--capacity', '2');
  const peer = ['--base-path', join(folder, 'worker'), '--address', '/ip4/127.0.0.1/tcp/4001'];
  const bound = await stake('bind-peer', ...asDave, ...peer);
  expect(bound.stdout).toContain(`worker key  ${dave}`);
  expect(bound.stdout).toMatch(/peer {8}12D3\w+, until block \d+/);
  expect(bound.stdout).toMatch(/stake 200, online, capacity 2, asks 0\.25 per/);
}, 240_000);
