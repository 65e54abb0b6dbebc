import { WorkerError } from '../errors.ts';

export type RoleErrorCode =
  | 'WrongProgram'
  | 'WrongDataset'
  | 'WrongState'
  | 'NoSuchTask'
  | 'NotReady'
  | 'VerdictLost'
  | 'SecretLost'
  | 'OtherChain'
  | 'AccountInUse'
  | 'InvalidOption'
  | 'KeeperEnded'
  | 'NotRepeatable'
  | 'TaskFailed';

export class RoleError extends WorkerError<RoleErrorCode> {}
