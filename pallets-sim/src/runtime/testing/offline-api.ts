import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes } from '@plumbline/runtime-types/scale/primitives';
import { ApiPromise } from '@polkadot/api';
import { runtime } from '../runtime.ts';
import type { OfflineChain } from './offline-chain.ts';

type Provider = ConstructorParameters<typeof ApiPromise>[0] extends infer O
  ? NonNullable<NonNullable<O> extends { provider?: infer P } ? P : never>
  : never;

/** An unmodified `@polkadot/api` that talks to an offline chain by the few RPC methods that it needs to start. */
export function connectApi(chain: OfflineChain): Promise<ApiPromise> {
  const answers: Record<string, (params: unknown[]) => unknown> = {
    rpc_methods: () => ({ methods: ['state_call'] }),
    system_chain: () => 'Offline',
    system_properties: () => ({ ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'PLB' }),
    chain_getBlockHash: () => toHex(chain.genesisHash),
    state_getMetadata: () => toHex(bytes.codec.dec(chain.call('Metadata_metadata'))),
    state_getRuntimeVersion: () => ({ ...runtime.version, apis: runtime.version.apis }),
    state_call: ([method, args]) => toHex(chain.call(String(method), fromHex(String(args)))),
    state_getStorage: ([key]) => {
      const value = chain.state.get(fromHex(String(key)));
      return value === undefined ? null : toHex(value);
    },
  };
  const provider = {
    isClonable: false,
    hasSubscriptions: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on(type: string, notify: () => void) {
      if (type === 'connected') queueMicrotask(notify);
      return () => {};
    },
    async send(method: string, params: unknown[]) {
      const answer = answers[method];
      if (answer === undefined) throw new TypeError(`the offline chain has no RPC method ${method}`);
      return answer(params);
    },
    async subscribe(_type: string, method: string) {
      throw new TypeError(`the offline chain has no subscription ${method}`);
    },
    async unsubscribe() {
      return true;
    },
  };
  return ApiPromise.create({ provider: provider as unknown as Provider, noInitWarn: true });
}
