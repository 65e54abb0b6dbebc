import {
  fixedBytes,
  h256,
  newtype,
  option,
  struct,
  tuple,
  vec,
} from '@plumbline/runtime-types/scale/composites';
import { bytes, compactU32, str, u8, u32, u64 } from '@plumbline/runtime-types/scale/primitives';
import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { writtenLast } from '@plumbline/runtime-types/scale/written-last';
import { runtimeEvent } from '../../frame/outer.ts';
import { dispatchClass, pays, weightShape } from '../../frame/weight.ts';
import { accountData } from '../balances/account-data.ts';

/** Counters that say why an account exists, and its balances. */
export const accountInfo = struct(['frame_system', 'AccountInfo'], {
  nonce: u32,
  consumers: u32,
  providers: u32,
  sufficients: u32,
  data: accountData,
});
export type AccountInfo = Of<typeof accountInfo>;

/** One value for each dispatch class. */
const perClass = <T>(inner: Shape<T>) =>
  struct(
    ['frame_support', 'dispatch', 'PerDispatchClass'],
    {
      normal: inner,
      operational: inner,
      mandatory: inner,
    },
    { T: inner },
  );

export const weightPerClass = perClass(weightShape);

export const blockWeights = struct(['frame_system', 'limits', 'BlockWeights'], {
  baseBlock: weightShape,
  maxBlock: weightShape,
  perClass: perClass(
    struct(['frame_system', 'limits', 'WeightsPerClass'], {
      baseExtrinsic: weightShape,
      maxExtrinsic: option(weightShape),
      maxTotal: option(weightShape),
      reserved: option(weightShape),
    }),
  ),
});

export const blockLength = struct(['frame_system', 'limits', 'BlockLength'], { max: perClass(u32) });

export const dbWeight = struct(['sp_weights', 'RuntimeDbWeight'], { read: u64, write: u64 });

export const runtimeVersion = struct(['sp_version', 'RuntimeVersion'], {
  specName: str,
  implName: str,
  authoringVersion: u32,
  specVersion: u32,
  implVersion: u32,
  apis: newtype(['Cow'], vec(tuple(fixedBytes(8), u32))),
  transactionVersion: u32,
  systemVersion: u8,
});

export const lastRuntimeUpgrade = struct(['frame_system', 'LastRuntimeUpgradeInfo'], {
  specVersion: compactU32,
  specName: str,
});

const engineData = [fixedBytes(4), bytes] as const;

/** What a block's author notes in the header. */
export const digest = struct(['sp_runtime', 'generic', 'digest', 'Digest'], {
  logs: vec(
    variant(
      ['sp_runtime', 'generic', 'digest', 'DigestItem'],
      {
        PreRuntime: engineData,
        Consensus: engineData,
        Seal: engineData,
        Other: bytes,
        RuntimeEnvironmentUpdated: null,
      },
      { indices: { PreRuntime: 6, Consensus: 4, Seal: 5, Other: 0, RuntimeEnvironmentUpdated: 8 } },
    ),
  ),
});
export type Digest = Of<typeof digest>;

export const header = struct(['sp_runtime', 'generic', 'header', 'Header'], {
  parentHash: h256,
  number: compactU32,
  stateRoot: h256,
  extrinsicsRoot: h256,
  digest,
});
export type Header = Of<typeof header>;

export const phase = variant(['frame_system', 'Phase'], {
  ApplyExtrinsic: u32,
  Finalization: null,
  Initialization: null,
});

/** An event with where in the block it happened, for a given shape of event. */
export const eventRecordOf = <T>(event: Shape<T>) =>
  struct(['frame_system', 'EventRecord'], { phase, event, topics: vec(h256) }, { E: event, T: h256 });

/** As stored: the event is encoded already. */
export const eventRecord = eventRecordOf(runtimeEvent);

/** What a dispatch cost, as its event says. Who makes one changes it no more. */
export const dispatchEventInfo = writtenLast(
  struct(['frame_system', 'DispatchEventInfo'], { weight: weightShape, class: dispatchClass, paysFee: pays }),
);
export type DispatchEventInfo = Of<typeof dispatchEventInfo>;
