import { WorkerError } from '../errors.ts';

/** What can go wrong with one peer, and (`BlobUnavailable`) with all of them. */
export type NetworkErrorCode =
  | 'BlobUnavailable'
  | 'BlobTooLarge'
  | 'PeerUnreachable'
  | 'PeerSilent'
  | 'PeerLied'
  | 'BlobNotHeld'
  | 'BadFrame'
  | 'BadKey'
  | 'BadSeal'
  | 'ListenFailed'
  | 'Aborted';

export class NetworkError extends WorkerError<NetworkErrorCode> {}
