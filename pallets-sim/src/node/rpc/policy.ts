import { METHOD_NOT_FOUND, RpcError } from './errors.ts';
import { call, type Method, type Methods, subscribe } from './method.ts';
import type { Params } from './params.ts';

/** Which methods are served: all, only those that harm nobody, or all as long as only this machine can ask. */
export type MethodPolicy = 'safe' | 'unsafe' | 'auto';

/** Methods that change the node rather than the chain, or that cost much: those that Substrate calls unsafe. */
const UNSAFE = new Set([
  'author_hasKey',
  'author_hasSessionKeys',
  'author_insertKey',
  'author_removeExtrinsic',
  'author_rotateKeys',
  'author_rotateKeysWithOwner',
  'state_getPairs',
  'state_queryStorage',
  'state_traceBlock',
  'system_addLogFilter',
  'system_addReservedPeer',
  'system_dryRun',
  'system_dryRunAt',
  'system_peers',
  'system_removeReservedPeer',
  'system_resetLogFilter',
  'system_unstable_networkState',
]);
/** The node's own memory, making blocks by hand, and all that only a development chain can do. */
const UNSAFE_GROUPS = ['dev_', 'engine_', 'offchain_'];

/** Methods of which Substrate calls only some uses unsafe. */
const UNSAFE_USES: Readonly<Record<string, (params: Params) => boolean>> = {
  // Of all of the state.
  state_subscribeStorage: (params) => params.optional(0, 'keys') === undefined,
};

function isUnsafe(name: string): boolean {
  return UNSAFE.has(name) || UNSAFE_GROUPS.some((group) => name.startsWith(group));
}

/** Addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

/** What is served to whom, each with `rpc_methods`, which lists exactly that. */
export interface ServedMethods {
  /** To programs of this machine. */
  readonly here: Methods;
  /** To whoever comes by the name of another machine, or through a proxy; see `isFromHere`. */
  readonly elsewhere: Methods;
}

/** What whoever is refused can do. */
const SERVE = 'start the node with --rpc-methods unsafe to serve it';
const COME_FROM_HERE = 'under --rpc-methods auto it is for programs of this machine that ask for localhost';

/** What a node serves under a policy when it listens at an address. */
export function served(methods: Methods, policy: MethodPolicy, host: string): ServedMethods {
  const all = policy === 'unsafe' || (policy === 'auto' && isLoopback(host));
  const here = all ? servingAll(methods) : safeMethods(methods, SERVE);
  return { here, elsewhere: all && policy === 'auto' ? safeMethods(methods, COME_FROM_HERE) : here };
}

/** All methods, with `rpc_methods`. */
export function servingAll(methods: Methods): Methods {
  return listing(methods, Object.keys(methods));
}

function safeMethods(methods: Methods, advice: string): Methods {
  const refuse = (): never => {
    throw new RpcError(METHOD_NOT_FOUND, 'RPC call is unsafe to be called externally', advice);
  };
  const asSafe = (name: string, method: Method): Method => {
    if (isUnsafe(name)) return call(refuse);
    const isUnsafeUse = UNSAFE_USES[name];
    if (!isUnsafeUse || method.kind !== 'subscribe') return method;
    const { notification, run } = method;
    return subscribe(notification, (params, opened) =>
      isUnsafeUse(params) ? refuse() : run(params, opened),
    );
  };
  const entries = Object.entries(methods).map(([name, method]) => [name, asSafe(name, method)] as const);
  const names = Object.keys(methods).filter((name) => !isUnsafe(name));
  return listing(Object.fromEntries(entries), names);
}

/** Adds `rpc_methods`, which lists these and itself. */
function listing(methods: Methods, names: readonly string[]): Methods {
  const list = [...names, 'rpc_methods'].sort();
  return { ...methods, rpc_methods: call(() => ({ methods: list })) };
}
