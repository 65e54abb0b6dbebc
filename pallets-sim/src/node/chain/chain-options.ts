import type { SignatureClaim } from '../../runtime/api.ts';
import type { DatabaseOfChain } from './open-database.ts';

export interface ChainOptions extends DatabaseOfChain {
  /** Whether a mock signature stands for that of any account: only on chains of type Development. */
  readonly mockSignatures?: boolean | undefined;
  /** Answers for the runtime whether signatures are right; without it, the runtime verifies them itself. */
  readonly verifySignature?: ((claim: SignatureClaim) => boolean) | undefined;
  /** Told what a listener has thrown; unless given, the process ends as after any error that nobody catches. */
  readonly onListenerError?: ((error: unknown) => void) | undefined;
}
