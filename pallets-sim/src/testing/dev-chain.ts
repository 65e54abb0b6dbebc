import { fileURLToPath } from 'node:url';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { pino } from 'pino';
import type { Header } from '../node/block/header.ts';
import { parseChainSpec, readChainSpec } from '../node/chain-spec/chain-spec.ts';
import { type NodeCore, openCore } from '../node/core.ts';
import { NodeError } from '../node/errors.ts';
import { Dispatcher } from '../node/rpc/dispatch.ts';
import { DEFAULT_LIMITS } from '../node/rpc/limits.ts';
import { servingAll } from '../node/rpc/policy.ts';
import { runtime } from '../runtime/runtime.ts';
import { type DevChainOptions, requireDevChainOptions } from './dev-chain-options.ts';
import { type ImpersonatedAccount, impersonated } from './impersonate.ts';
import { DedotProvider, type PapiProvider, PolkadotJsProvider, papiProvider } from './providers.ts';
import { connectLocally, type LocalNode, RpcSession } from './rpc-session.ts';
import { setBalance } from './set-balance.ts';

const DEV_CHAIN_SPEC = fileURLToPath(new URL('../../../chain-spec.json', import.meta.url));

const DATES = 'give a Date, a text such as "2030-01-01T00:00:00Z", or milliseconds since 1970';

/** A chain in this process, for tests: no port is open, any account can act, and one can go back in its history. */
export interface DevChain {
  /** The number of the head. */
  readonly height: number;
  /** A new provider for `@polkadot/api`. */
  polkadotJs(): PolkadotJsProvider;
  /** A new provider for polkadot-api. */
  papi(): PapiProvider;
  /** A new provider for dedot. */
  dedot(): DedotProvider;
  /** Calls any JSON-RPC method. */
  call(method: string, ...params: unknown[]): Promise<unknown>;
  /** Makes blocks, of what the pool holds; returns the hash of the last. */
  mine(blocks?: number): Promise<string>;
  /** Goes to a time that is not past, and makes a block there. Returns its hash. */
  travelTo(date: Date | string | number): Promise<string>;
  /** An account that signs without its key. */
  impersonate(address: string): ImpersonatedAccount;
  /** Gives an account this free balance, and the total issuance what it has more or less. Makes a block. */
  setBalance(address: string, free: bigint): Promise<string>;
  /** Remembers head and clock. `restore` comes back to them, as often as one likes, and empties the pool. */
  snapshot(): { restore(): Promise<void> };
  /**
   * Runs a function that prepares a chain, on the chain as it was in the beginning; when the same function comes again,
   * goes back to where it had ended. Returns what it returned the first time.
   */
  loadFixture<T>(fixture: (chain: DevChain) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a chain in this process.
 *
 * @example
 * await using chain = await createDevChain();
 * const api = await ApiPromise.create({ provider: chain.polkadotJs() });
 * await chain.setBalance(address, 10n ** 15n);
 *
 * @throws NodeError `BadChainSpec`; `BadOption` for options that are none, and when the chain is not of type Development
 */
export async function createDevChain(options: DevChainOptions = {}): Promise<DevChain> {
  requireDevChainOptions(options);
  const quiet = pino({ level: 'silent' });
  const logs = options.logs ?? (() => quiet);
  const core = await openCore({
    runtime,
    spec: options.spec ? parseChainSpec(options.spec) : await readChainSpec(DEV_CHAIN_SPEC),
    sealing: options.sealing ?? 'instant',
    mockSignatures: true,
    pruning: { state: 'archive', blocks: 'archive' },
    logs,
    now: options.now ?? Date.now,
  });
  // dedot sends nothing on a chain that has only its genesis.
  await core.sealer.seal();
  core.sealer.start();
  const dispatcher = new Dispatcher(servingAll(core.methods), DEFAULT_LIMITS, logs('rpc'));
  return devChain(core, dispatcher);
}

function devChain(core: NodeCore, dispatcher: Dispatcher): DevChain {
  const { chain, pool, sealer, clock } = core;
  let hasStopped = false;
  let signatures = 0;
  const stop = (): Promise<void> => {
    hasStopped = true;
    return core.stop();
  };
  const node: LocalNode = {
    dispatcher,
    limits: DEFAULT_LIMITS,
    stopped: () => hasStopped,
  };
  const connect = (onMessage: (message: string) => void) => connectLocally(node, onMessage);
  const session = new RpcSession(connect);
  const fixtures = new Map<unknown, { readonly value: unknown; restore(): Promise<void> }>();

  const mine = async (blocks = 1): Promise<string> => {
    if (!Number.isSafeInteger(blocks) || blocks < 0) {
      throw new NodeError(
        'BadOption',
        `cannot mine ${String(blocks)} blocks: give a whole number, from 0 on`,
      );
    }
    for (let made = 0; made < blocks; made++) await sealer.seal();
    return toHex(chain.head.hash);
  };
  const snapshot = () => {
    const head: Header = chain.head;
    const setClock = clock.mark();
    return {
      restore: () =>
        sealer.exclusively(async () => {
          pool.clear();
          await chain.moveHead(head);
          setClock();
        }),
    };
  };
  const beginning = snapshot();
  const self: DevChain = {
    get height() {
      return chain.head.number;
    },
    polkadotJs: () => new PolkadotJsProvider(connect),
    papi: () => papiProvider(connect),
    dedot: () => new DedotProvider(connect),
    call: (method, ...params) => session.call(method, params),
    mine,
    travelTo: async (date) => {
      const time = new Date(date).getTime();
      if (Number.isNaN(time)) throw new NodeError('BadOption', `cannot travel to ${String(date)}: ${DATES}`);
      await sealer.exclusively(async () => clock.travelTo(time));
      return mine();
    },
    impersonate: (address) => impersonated(address, () => ++signatures),
    setBalance: (address, free) => setBalance(core, address, free),
    snapshot,
    async loadFixture<T>(fixture: (chain: DevChain) => Promise<T>): Promise<T> {
      const known = fixtures.get(fixture);
      if (known) {
        await known.restore();
        return known.value as T; // what this very function returned
      }
      await beginning.restore();
      const value = await fixture(self);
      fixtures.set(fixture, { value, ...snapshot() });
      return value;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return self;
}
