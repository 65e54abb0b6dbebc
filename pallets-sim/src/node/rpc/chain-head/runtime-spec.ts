import type { RuntimeVersion } from '../../../runtime/api.ts';

/** A runtime as `chainHead_v1_follow` reports it. */
export function runtimeSpec(version: RuntimeVersion) {
  const { specName, implName, specVersion, implVersion, transactionVersion, apis } = version;
  return {
    type: 'valid',
    spec: {
      specName,
      implName,
      specVersion,
      implVersion,
      transactionVersion,
      apis: Object.fromEntries(apis),
    },
  };
}
