import { type Dispute, dispute } from '@plumbline/runtime-types/domain/dispute';
import {
  type DisputesParams,
  disputesParams,
  type StakesParams,
  stakesParams,
  type TasksParams,
  tasksParams,
} from '@plumbline/runtime-types/domain/params';
import {
  type Peer,
  participants,
  peer,
  type Registration,
  registration,
} from '@plumbline/runtime-types/domain/roles';
import { type ProvenModel, provenModel, type Task, task } from '@plumbline/runtime-types/domain/task';
import { h256 } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import type { Item } from './read.ts';

/** The storage that workers read. */
export const REGISTRATIONS: Item<Registration> = {
  pallet: 'stakes',
  entry: 'registrations',
  shape: registration,
};
export const PARTICIPANTS: Item<string[]> = { pallet: 'stakes', entry: 'participants', shape: participants };
export const PEERS: Item<Peer> = { pallet: 'stakes', entry: 'peers', shape: peer };
export const STAKES_PARAMS: Item<StakesParams> = { pallet: 'stakes', entry: 'params', shape: stakesParams };
export const NEXT_TASK_ID: Item<number> = { pallet: 'tasks', entry: 'nextTaskId', shape: u32 };
export const TASKS: Item<Task> = { pallet: 'tasks', entry: 'tasks', shape: task };
export const CHECKPOINTS: Item<Uint8Array> = { pallet: 'tasks', entry: 'checkpoints', shape: h256 };
export const PROVEN_MODELS: Item<ProvenModel> = {
  pallet: 'tasks',
  entry: 'provenModels',
  shape: provenModel,
};
export const TASKS_PARAMS: Item<TasksParams> = { pallet: 'tasks', entry: 'params', shape: tasksParams };
export const NEXT_DISPUTE_ID: Item<number> = { pallet: 'disputes', entry: 'nextDisputeId', shape: u32 };
export const DISPUTES: Item<Dispute> = { pallet: 'disputes', entry: 'disputes', shape: dispute };
export const DISPUTES_PARAMS: Item<DisputesParams> = {
  pallet: 'disputes',
  entry: 'params',
  shape: disputesParams,
};
