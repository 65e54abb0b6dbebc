import { MAX_WITNESSES } from '@plumbline/runtime-types/domain/limits';
import type { Witnesses } from '@plumbline/runtime-types/domain/witness';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import { type Benchmark, type Benchmarks, CALLER, type MeasuredCall } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { hold } from '../balances/holds.ts';
import { crowd } from '../stakes/benchmark-crowd.ts';
import { perChecker } from '../tasks/benchmark-about.ts';
import { SALT, VERIFIERS } from '../tasks/benchmark-task.ts';
import { beginGame, DISPUTE, TOLERANT } from './benchmark-game.ts';
import { accepted } from './benchmark-silence.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { disputesPallet } from './pallet.ts';
import { witnessDeposit } from './witnesses.ts';

const DRAWN = VERIFIERS.slice(0, MAX_WITNESSES);
const [FIRST = ''] = DRAWN;

/** A Solver is committed to its trace, and as many witnesses as there can be have been called; those `missing` are due. */
async function witnessed(
  context: Context,
  stage: Witnesses['stage']['type'],
  missing: readonly string[] = [FIRST],
): Promise<void> {
  crowd(context, 1_000n);
  await beginGame(context, { ...accepted(perChecker.upTo), spec: TOLERANT }, 1);
  const deposit = witnessDeposit(context, disputeOf(context, DISPUTE).defender);
  hold(context, disputes.holdReasons.Witness, CALLER, deposit);
  const isRevealing = stage === 'Revealing';
  const drawn = DRAWN.map((account) => ({
    account,
    commitment:
      isRevealing || !missing.includes(account) ? witnessCommitment(true, SALT, account) : undefined,
    served: isRevealing && !missing.includes(account) ? true : undefined,
  }));
  disputes.storage.Witnesses.put(context, DISPUTE, {
    stage: { type: stage },
    drawn,
    replaced: false,
    deposit,
  });
}

const revealing = (missing: readonly string[]): Benchmark<MeasuredCall> => ({
  async setUp(context) {
    await witnessed(context, 'Revealing', missing);
    const call = disputesPallet.call('revealWitness', { dispute: DISPUTE, served: true, salt: SALT });
    return { origin: signed(FIRST), call };
  },
});

/** Calls about whether a trace is served; the last witness to act has all of them dealt with. */
export const witnessBenchmarks: Benchmarks = {
  reportUnserved: {
    async setUp(context) {
      crowd(context, 1_000n);
      await beginGame(context, { ...accepted(perChecker.upTo), spec: TOLERANT }, 1);
      return { origin: signed(CALLER), call: disputesPallet.call('reportUnserved', { dispute: DISPUTE }) };
    },
  },
  commitWitness: {
    async setUp(context) {
      await witnessed(context, 'Committing');
      const commitment = witnessCommitment(true, SALT, FIRST);
      const call = disputesPallet.call('commitWitness', { dispute: DISPUTE, commitment });
      return { origin: signed(FIRST), call };
    },
  },
  revealWitness: revealing(DRAWN),
  /** The same of the last, after which all are heard. */
  hearWitnesses: revealing([FIRST]),
};
