import type { Witnesses } from '@plumbline/runtime-types/domain/witness';
import type { GameState } from '@plumbline/verification/pinpoint/facts';
import { expect, test } from 'vitest';
import { smallRecipe, TERMS } from '../../test/small-task.ts';
import type { ChainView } from '../chain/view.ts';
import { silentLoggers } from '../log/logger.ts';
import { NetworkError } from '../network/errors.ts';
import { gameFacts } from './game-facts.ts';
import { tracePeers } from './task-peers.ts';
import { prepareTask } from './task-spec.ts';
import { tolerantChallenge } from './tolerant-challenge.ts';

const unavailable = new NetworkError('BlobUnavailable', 'nobody serves it');
const root = new Uint8Array(32).fill(1);

/** A challenger that is served nothing, neither before nor after its `witnesses` were heard; counts its reports. */
async function unserved(isLate: boolean, witnesses?: Witnesses) {
  const { program, dataset, ...recipe } = await smallRecipe(4, 2);
  const prepared = prepareTask({ program, dataset, ...recipe }, { ...TERMS, mode: 'tolerant' }, []);
  const facts = gameFacts(0, { spec: prepared.spec, seed: root } as Parameters<typeof gameFacts>[1]);
  const stateAfter = (demands: number): GameState => {
    const position = { first: 0, last: 2, start: root, end: root, root, demands, owed: undefined };
    return { type: 'Trace', value: position } as unknown as GameState;
  };
  let reports = 0;
  const play = tolerantChallenge({
    dispute: 0,
    files: async () => ({ program, dataset }),
    fetch: () => Promise.reject(unavailable),
    isLate: () => isLate,
    witnesses: async () => witnesses,
    report: () => {
      reports += 1;
      return true;
    },
    keep: async () => undefined,
    log: silentLoggers('verifier'),
  });
  return { ask: (demands = 0) => play(facts, stateAfter(demands)), reports: () => reports };
}

test('a trace that is not served is reported when it was asked for some times', async () => {
  const { ask, reports } = await unserved(false);
  const counted: number[] = [];
  for (let time = 0; time < 3; time++) {
    await expect(ask()).rejects.toBe(unavailable);
    counted.push(reports());
  }
  expect(counted).toEqual([0, 0, 1]);
});

test('a trace that came too slowly is reported at once, while there is time', async () => {
  const { ask, reports } = await unserved(true);
  await expect(ask()).rejects.toBe(unavailable);
  expect(reports()).toBe(1);
});

test('where witnesses convict nobody and have no trace either, leaves are demanded on chain, and it is given up', async () => {
  const heard: Witnesses = { stage: { type: 'Heard' }, drawn: [], replaced: true, deposit: 0n };
  const { ask, reports } = await unserved(false, heard);
  for (let demands = 0; demands < 16; demands++) {
    const value = { step: demands % 2, leaf: 0 };
    expect(await ask(demands)).toMatchObject({ type: 'DemandTrace', value });
  }
  expect(await ask(16)).toEqual({ type: 'Concede' });
  expect(reports()).toBe(0);
});

test('witnesses that have a trace are asked for it before the Solver, which has not served it', async () => {
  const peer = (account: string) => ({ peerId: account, addresses: [account], expiry: 10 });
  const drawn = [
    { account: '0xserved', served: true },
    { account: '0xother', served: undefined },
  ];
  const view = {
    block: { number: 1 },
    peer: async (account: string) => peer(account),
    witnesses: async () => ({ drawn }),
  } as unknown as ChainView;
  const peers = await tracePeers(view, 0, { solver: '0xsolver' } as Parameters<typeof tracePeers>[2]);
  expect(peers.map(({ addresses }) => addresses[0])).toEqual([
    '0xserved/p2p/0xserved',
    '0xsolver/p2p/0xsolver',
  ]);
});
