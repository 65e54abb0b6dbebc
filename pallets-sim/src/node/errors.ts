/** What can go wrong around a node, apart from what an RPC call or the pool answers. */
export type NodeErrorCode =
  | 'BadChainSpec'
  | 'NoFolder'
  | 'ReadOnlyFolder'
  | 'DiskFull'
  | 'WriteFailed'
  | 'BadDatabase'
  | 'CorruptRecord'
  | 'OtherPruning'
  | 'OtherVersion'
  | 'StateDiscarded'
  | 'BadBlock'
  | 'BadBlockFile'
  | 'BadStateFile'
  | 'BodyDiscarded'
  | 'UnknownSnapshot'
  | 'DatabaseInUse'
  | 'OtherChain'
  | 'BadOption'
  | 'PortInUse'
  | 'ListenFailed'
  | 'BadKey'
  | 'NoAuthority'
  | 'RuntimeFailed'
  | 'ExtrinsicRefused'
  | 'Stopped';

/** An error of the node: a literal code, and a message that says what happened, to what, and what to do. */
export class NodeError extends Error {
  readonly code: NodeErrorCode;
  constructor(code: NodeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'NodeError';
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
