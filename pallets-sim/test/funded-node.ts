import { Keyring } from '@polkadot/keyring';
import { parseChainSpec } from '../src/node/chain-spec/chain-spec.ts';
import { type NodeOptions, type RunningNode, startNode } from '../src/node/node.ts';
import type { Sealing } from '../src/node/sealing/sealer.ts';
import { runtime } from '../src/runtime/runtime.ts';
import { silent } from './fake-node.ts';

export const UNIT = 10n ** 12n;

const keyring = new Keyring({ type: 'sr25519' });

/** The account of a name; only `//Alice` and `//Bob` own something. */
export const account = (name: string) => keyring.addFromUri(`//${name}`);

/** A node of this chain's runtime that seals at once; Alice and Bob have a million each, Alice is sudo. */
export function startFundedNode(
  sealing: Sealing = 'instant',
  options: Pick<
    Partial<NodeOptions>,
    'rpcPort' | 'basePath' | 'pruning' | 'runtime' | 'logs' | 'mockSignatures' | 'chainHeadLimits'
  > = {},
): Promise<RunningNode> {
  const [alice, bob] = [account('Alice'), account('Bob')];
  const balances = [alice, bob].map(({ address }) => [address, String(1_000_000n * UNIT)]);
  const spec = parseChainSpec({
    name: 'Test',
    id: 'test',
    chainType: 'Development',
    properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'PLUM' },
    genesis: { runtimeGenesis: { patch: { balances: { balances }, sudo: { key: alice.address } } } },
  });
  const logs = () => silent;
  return startNode({ spec, runtime, sealing, rpcPort: 0, logs, ...options, now: Date.now });
}
