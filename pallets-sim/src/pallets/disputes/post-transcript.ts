import { MAX_TRANSCRIPT_BYTES } from '@plumbline/runtime-types/domain/limits';
import { type SignedMove, transcript } from '@plumbline/runtime-types/domain/transcript';
import { playTranscript, type VerifySignature } from '@plumbline/verification/pinpoint/transcript';
import { TranscriptError } from '@plumbline/verification/pinpoint/transcript-error';
import type { Context } from '../../frame/context.ts';
import { verifySignature } from '../../runtime/signature.ts';
import { workerKeyOf } from '../stakes/worker-key.ts';
import { taskOf } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { gameFacts } from './facts.ts';
import { messageContext } from './message-context.ts';
import { legal, positionOf, proceed, sayMoved } from './play.ts';
import { areWitnessesAtWork } from './witnesses.ts';

/**
 * Plays moves that both sides have signed off chain, from where the game stands: all of them or none. Whoever has
 * them may post them, because every one says by itself whose it is. Returns whether they decided the dispute.
 */
export function postTranscript(context: Context, id: number, moves: readonly SignedMove[]): boolean {
  const dispute = disputeOf(context, id);
  disputes.ensure(dispute.defence.type !== 'Open', 'DefenceOpen');
  disputes.ensure(!areWitnessesAtWork(context, id), 'WitnessesAtWork');
  disputes.ensure(moves.length > 0, 'TranscriptEmpty');
  const { length } = transcript.codec.enc([...moves]);
  disputes.ensure(length <= MAX_TRANSCRIPT_BYTES, 'TranscriptTooLong');
  const facts = gameFacts(taskOf(context, dispute.task));
  const binding = messageContext(context, id, dispute.task);
  const verify: VerifySignature = (side, payload, signature) => {
    const who = side === 'Challenger' ? dispute.challenger : dispute.defender;
    const proof = { type: 'Sr25519', value: signature } as const;
    const worker = workerKeyOf(context, who);
    return (
      verifySignature(proof, payload, who) ||
      (worker !== undefined && verifySignature(proof, payload, worker))
    );
  };
  let at = positionOf(dispute);
  for (const [index, signed] of moves.entries()) {
    const progress = valid(() => playTranscript(facts, binding, at, [signed], verify));
    sayMoved(context, id, { game: at.state, round: at.round }, progress);
    if (progress.kind === 'next' && index < moves.length - 1) at = progress.position;
    else {
      disputes.ensure(index === moves.length - 1, 'AfterVerdict');
      return proceed(context, id, dispute, progress);
    }
  }
  return false;
}

function valid<T>(apply: () => T): T {
  return legal(() => {
    try {
      return apply();
    } catch (error) {
      if (!(error instanceof TranscriptError)) throw error;
      if (error.code === 'BadSignature') throw disputes.error('BadSignature');
      throw error.cause ?? error;
    }
  });
}
