import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pallet } from '../src/frame/pallet.ts';
import type { RunningNode } from '../src/node/node.ts';
import { account, startFundedNode } from './funded-node.ts';
import { runtimeWith } from './runtime-with.ts';

const GUIDE = fileURLToPath(new URL('../../docs/pallets.md', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
/** Beside the other pallets, where the guide says that the file belongs. */
const BESIDE = fileURLToPath(new URL('../src/pallets/guide-', import.meta.url));
const MOST_LINES = 60;

const [alice, bob] = [account('Alice'), account('Bob')];

let code: string;
let folder: string;
let file: string;
let node: RunningNode | undefined;
let api: ApiPromise;

beforeAll(async () => {
  code = /```ts\n(.*?)```/s.exec(await readFile(GUIDE, 'utf8'))?.[1] ?? '';
  folder = await mkdtemp(BESIDE);
  file = join(folder, 'pallet.ts');
  await writeFile(file, code);
  const { guestbookPallet } = (await import(file)) as { guestbookPallet: Pallet };
  node = await startFundedNode('instant', { runtime: runtimeWith(42, guestbookPallet) });
  const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
  api = await ApiPromise.create({ provider, noInitWarn: true });
});

afterAll(async () => {
  await api?.disconnect();
  await node?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a call; resolves with the names of its events, or rejects with the name of its error. */
function send(name: string, args: unknown[], from: typeof alice): Promise<string[]> {
  return new Promise((resolve, reject) => {
    api.tx.guestbook![name]!(...args)
      .signAndSend(from, ({ isInBlock, dispatchError, events }) => {
        if (dispatchError?.isModule)
          reject(new Error(api.registry.findMetaError(dispatchError.asModule).name));
        else if (isInBlock) resolve(events.map(({ event }) => `${event.section}.${event.method}`));
      })
      .catch(reject);
  });
}

describe('the pallet of the guide', () => {
  it(`has storage, two calls, an event and an error in less than ${MOST_LINES} lines`, () => {
    expect(code.trimEnd().split('\n').length).toBeLessThan(MOST_LINES);
    expect(Object.keys(api.tx.guestbook!)).toEqual(['sign', 'tearOut']);
    expect(Object.keys(api.query.guestbook!).filter((name) => name !== 'palletVersion')).toEqual([
      'entries',
      'counterForEntries',
    ]);
    expect(Object.keys(api.events.guestbook!)).toEqual(['Signed']);
    expect(Object.keys(api.errors.guestbook!)).toEqual(['TooLong', 'NoEntry']);
  });

  it('is what the compiler accepts, with the rules of this repository', () => {
    const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(
      config,
      ts.sys,
      fileURLToPath(new URL('../..', import.meta.url)),
    );
    const program = ts.createProgram([file], options);
    const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
    expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  }, 60_000);

  it('works over a node, with an unmodified client', async () => {
    expect(await send('sign', ['hello'], alice)).toContain('guestbook.Signed');
    expect(await send('sign', ['here too'], bob)).toContain('guestbook.Signed');
    await send('sign', ['hello again'], alice);
    const entry = await api.query.guestbook!.entries!(alice.address);
    expect(entry.toHuman() as string).toBe('hello again');
    expect((await api.query.guestbook!.counterForEntries!()).toString()).toBe('2');
    await expect(send('sign', ['x'.repeat(141)], alice)).rejects.toThrow('TooLong');
    await send('tearOut', [], alice);
    expect((await api.query.guestbook!.counterForEntries!()).toString()).toBe('1');
    await expect(send('tearOut', [], alice)).rejects.toThrow('NoEntry');
    expect((await api.rpc.state.call('TryStateApi_try_state', '0x')).toHex()).toBe('0x00');
  });
});
