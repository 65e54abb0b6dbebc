import { type Demand, demands } from '@plumbline/runtime-types/domain/demand';
import { type Dispute, dispute } from '@plumbline/runtime-types/domain/dispute';
import {
  type DisputesParams,
  disputesParams,
  type StakesParams,
  stakesParams,
  type TasksParams,
  tasksParams,
} from '@plumbline/runtime-types/domain/params';
import { type ProvenModel, provenModel } from '@plumbline/runtime-types/domain/proven-model';
import { type Peer, peer, type Registration, registration } from '@plumbline/runtime-types/domain/roles';
import { type TallyDispute, tallyDispute } from '@plumbline/runtime-types/domain/tally';
import { type RootPair, rootPair, type Task, task } from '@plumbline/runtime-types/domain/task';
import { sealedKey } from '@plumbline/runtime-types/domain/task-spec';
import { type Witnesses, witnesses } from '@plumbline/runtime-types/domain/witness';
import type {} from '@plumbline/runtime-types/generated/augment-api';
import { accountId } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import type { Item } from './read.ts';

/** The storage that workers read. */
export const REGISTRATIONS: Item<Registration> = {
  entry: ({ stakes }) => stakes.registrations,
  shape: registration,
};
export const PEERS: Item<Peer> = { entry: ({ stakes }) => stakes.peers, shape: peer };
export const WORKER_KEYS: Item<string> = { entry: ({ stakes }) => stakes.workerKeys, shape: accountId };
export const STAKES_PARAMS: Item<StakesParams> = {
  entry: ({ stakes }) => stakes.params,
  shape: stakesParams,
};
export const NEXT_TASK_ID: Item<number> = { entry: ({ tasks }) => tasks.nextTaskId, shape: u32 };
export const TASKS: Item<Task> = { entry: ({ tasks }) => tasks.tasks, shape: task };
export const CHECKPOINTS: Item<RootPair> = { entry: ({ tasks }) => tasks.checkpoints, shape: rootPair };
export const SEALED_KEYS: Item<Uint8Array> = { entry: ({ tasks }) => tasks.sealedKeys, shape: sealedKey };
export const PROVEN_MODELS: Item<ProvenModel> = {
  entry: ({ tasks }) => tasks.provenModels,
  shape: provenModel,
};
export const TASKS_PARAMS: Item<TasksParams> = { entry: ({ tasks }) => tasks.params, shape: tasksParams };
export const NEXT_DISPUTE_ID: Item<number> = { entry: ({ disputes }) => disputes.nextDisputeId, shape: u32 };
export const DISPUTES: Item<Dispute> = { entry: ({ disputes }) => disputes.disputes, shape: dispute };
export const DEMANDS: Item<Demand[]> = { entry: ({ disputes }) => disputes.demands, shape: demands };
export const TALLIES: Item<TallyDispute> = { entry: ({ disputes }) => disputes.tallies, shape: tallyDispute };
export const WITNESSES: Item<Witnesses> = { entry: ({ disputes }) => disputes.witnesses, shape: witnesses };
export const DISPUTES_PARAMS: Item<DisputesParams> = {
  entry: ({ disputes }) => disputes.params,
  shape: disputesParams,
};
