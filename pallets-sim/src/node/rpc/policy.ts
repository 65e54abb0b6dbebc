import { METHOD_NOT_FOUND, RpcError } from './errors.ts';
import { call, type Methods } from './method.ts';

/** Which methods are served: all, only those that harm nobody, or all as long as only this machine can ask. */
export type MethodPolicy = 'safe' | 'unsafe' | 'auto';

/** Methods that change the node rather than the chain, or that cost much: those that Substrate calls unsafe. */
const UNSAFE = new Set([
  'author_hasKey',
  'author_hasSessionKeys',
  'author_insertKey',
  'author_removeExtrinsic',
  'author_rotateKeys',
  'state_getPairs',
  'state_queryStorage',
  'state_traceBlock',
  'system_addLogFilter',
  'system_addReservedPeer',
  'system_dryRun',
  'system_dryRunAt',
  'system_peers',
  'system_removeReservedPeer',
  'system_reservedPeers',
  'system_resetLogFilter',
  'system_unstable_networkState',
]);
/** The node's own memory, making blocks by hand, and all that only a development chain can do. */
const UNSAFE_GROUPS = ['dev_', 'engine_', 'offchain_'];

function isUnsafe(name: string): boolean {
  return UNSAFE.has(name) || UNSAFE_GROUPS.some((group) => name.startsWith(group));
}

/** Addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

/** What is served under a policy at an address, with `rpc_methods`, which lists exactly that. */
export function served(methods: Methods, policy: MethodPolicy, host: string): Methods {
  const allowsUnsafe = policy === 'unsafe' || (policy === 'auto' && isLoopback(host));
  const names = [...Object.keys(methods), 'rpc_methods']
    .filter((name) => allowsUnsafe || !isUnsafe(name))
    .sort();
  const refused = call(() => {
    throw new RpcError(
      METHOD_NOT_FOUND,
      'RPC call is unsafe to be called externally. Start the node with --rpc-methods unsafe to serve it',
    );
  });
  const entries = Object.entries(methods).map(([name, method]) =>
    allowsUnsafe || !isUnsafe(name) ? ([name, method] as const) : ([name, refused] as const),
  );
  return { ...Object.fromEntries(entries), rpc_methods: call(() => ({ methods: names })) };
}
