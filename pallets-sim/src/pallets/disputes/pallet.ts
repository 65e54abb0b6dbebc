import { demandedLeaf, suppliedLeaf } from '@plumbline/runtime-types/domain/demand';
import { move } from '@plumbline/runtime-types/domain/move';
import { recordOpenings, tallyMove } from '@plumbline/runtime-types/domain/tally';
import { transcript } from '@plumbline/runtime-types/domain/transcript';
import { fixedBytes, h256 } from '@plumbline/runtime-types/scale/composites';
import { bool, u32 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import type { Context } from '../../frame/context.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { addWeights } from '../../frame/weight.ts';
import { actingFor } from '../stakes/worker-key.ts';
import { drawsWeight } from '../tasks/draws.ts';
import { checkers, MOST_CHECKERS } from '../tasks/weighing.ts';
import { challenge } from './challenge.ts';
import { disputes } from './declaration.ts';
import { takeDefence } from './defence.ts';
import { demand, supply } from './demands.ts';
import { denyProfile } from './deny-profile.ts';
import { disputeOf } from './dispute-of.ts';
import { endSilent } from './end-silent.ts';
import { genesis } from './genesis.ts';
import { checkDisputes } from './invariants.ts';
import { proveMalformed, refuteMalformed } from './malformed.ts';
import { play, timeout } from './play.ts';
import { postTranscript } from './post-transcript.ts';
import { playTally } from './tally-turns.ts';
import { WEIGHTS } from './weights.generated.ts';
import { areWitnessesAtWork, commitWitness, reportUnserved, revealWitness } from './witnesses.ts';

/** A verdict may have other Verifiers drawn, and deals with as many accounts as can have a part in a task. */
const VERDICT = addWeights(drawsWeight(1), WEIGHTS.verdict(MOST_CHECKERS));
/** The same of a verdict about a task whose accounts are known. */
const verdictOn = (context: Context, task: number) =>
  addWeights(drawsWeight(1), WEIGHTS.verdict(checkers(context, task)));
/** Of so many moves; the weight has one in its fixed part. */
const movesWeight = (moves: number) => WEIGHTS.postTranscript(Math.max(moves - 1, 0));

export const disputesPallet = definePallet(disputes, {
  calls: {
    challenge: call(
      {
        docs: 'A Whistleblower bonds and denies an interval; one past the last denies the initial state.',
        args: { task: u32, interval: u32 },
        weight: WEIGHTS.challenge,
      },
      (context, origin, { task, interval }) => challenge(context, actingFor(context, origin), task, interval),
    ),
    play: call(
      {
        docs: 'One move of the side whose turn it is; the round is the number of moves so far.',
        args: { dispute: u32, round: u32, move },
        weight: addWeights(WEIGHTS.play, VERDICT),
      },
      (context, origin, { dispute, round, move: played }) => {
        const who = actingFor(context, origin);
        const { task } = disputeOf(context, dispute);
        const judged = play(context, who, dispute, round, played);
        return { actualWeight: judged ? addWeights(WEIGHTS.play, verdictOn(context, task)) : WEIGHTS.play };
      },
    ),
    timeout: call(
      { docs: 'Ends a dispute whose deadline has passed.', args: { dispute: u32 }, weight: VERDICT },
      (context, origin, { dispute }) => {
        ensureSigned(origin);
        const { task } = disputeOf(context, dispute);
        timeout(context, dispute);
        return { actualWeight: verdictOn(context, task) };
      },
    ),
    postTranscript: call(
      {
        docs: 'Moves that both sides have signed off chain, from where the game stands: all of them or none. Anybody may post them.',
        args: { dispute: u32, moves: transcript },
        weight: ({ moves }) => addWeights(movesWeight(moves.length), VERDICT),
      },
      (context, origin, { dispute, moves }) => {
        ensureSigned(origin);
        const { task } = disputeOf(context, dispute);
        const judged = postTranscript(context, dispute, moves);
        const played = movesWeight(moves.length);
        return { actualWeight: judged ? addWeights(played, verdictOn(context, task)) : played };
      },
    ),
    takeDefence: call(
      {
        docs: 'A Verifier defends what it accepted, where the Solver was silent; the game begins anew.',
        args: { dispute: u32 },
        weight: WEIGHTS.takeDefence,
      },
      (context, origin, { dispute }) => takeDefence(context, actingFor(context, origin), dispute),
    ),
    reportUnserved: call(
      {
        docs: 'The challenger of a tolerant interval is not served the trace that the Solver has committed to: Verifiers are drawn to try, for a deposit.',
        args: { dispute: u32 },
        weight: WEIGHTS.reportUnserved,
      },
      (context, origin, { dispute }) => reportUnserved(context, actingFor(context, origin), dispute),
    ),
    commitWitness: call(
      {
        docs: 'A witness commits to the hash of whether it was served the trace, 32 bytes of salt and its account.',
        args: { dispute: u32, commitment: h256 },
        weight: WEIGHTS.commitWitness,
      },
      (context, origin, { dispute, commitment }) =>
        commitWitness(context, actingFor(context, origin), dispute, commitment),
    ),
    revealWitness: call(
      {
        docs: 'A witness says whether it was served the trace, as it has committed to.',
        args: { dispute: u32, served: bool, salt: fixedBytes(32) },
        weight: addWeights(WEIGHTS.hearWitnesses, VERDICT),
      },
      (context, origin, { dispute, served, salt }) => {
        const { task } = disputeOf(context, dispute);
        revealWitness(context, actingFor(context, origin), dispute, served, salt);
        if (areWitnessesAtWork(context, dispute)) return { actualWeight: WEIGHTS.revealWitness };
        const goesOn = disputes.storage.Disputes.has(context, dispute);
        const verdict = goesOn ? [] : [verdictOn(context, task)];
        return { actualWeight: addWeights(WEIGHTS.hearWitnesses, ...verdict) };
      },
    ),
    demand: call(
      {
        docs: 'Whoever checks a task has one 4 KiB leaf of a checkpoint or a file shown on chain, for a fee; not showing it costs the Solver its stake. Profilers and the Solver that was drawn demand the files of the Submitter, or the task is rejected.',
        args: { task: u32, what: demandedLeaf },
        weight: WEIGHTS.demand,
      },
      (context, origin, { task, what }) => demand(context, actingFor(context, origin), task, what),
    ),
    supply: call(
      {
        docs: 'Shows a leaf that was demanded, with its paths, and earns the fee.',
        args: { task: u32, what: demandedLeaf, opening: suppliedLeaf },
        weight: addWeights(WEIGHTS.supply, drawsWeight(1)),
      },
      (context, origin, { task, what, opening }) =>
        supply(context, actingFor(context, origin), task, what, opening),
    ),
    proveMalformed: call(
      {
        docs: 'Shows that a record of the program is not well-formed, with those that it names, before a Solver starts: the task is rejected.',
        args: { task: u32, record: u32, openings: recordOpenings },
        weight: WEIGHTS.proveMalformed,
      },
      (context, origin, { task, record, openings }) =>
        proveMalformed(context, actingFor(context, origin), task, record, openings),
    ),
    refuteMalformed: call(
      {
        docs: 'Shows that a record of the program which profilers say is not well-formed is: they count no more.',
        args: { task: u32, record: u32, openings: recordOpenings },
        weight: addWeights(WEIGHTS.refuteMalformed, drawsWeight(1)),
      },
      (context, origin, { task, record, openings }) =>
        refuteMalformed(context, actingFor(context, origin), task, record, openings),
    ),
    denyProfile: call(
      {
        docs: 'Denies, for a bond, what the profilers say that the program takes.',
        args: { task: u32 },
        weight: WEIGHTS.denyProfile,
      },
      (context, origin, { task }) => denyProfile(context, actingFor(context, origin), task),
    ),
    playTally: call(
      {
        docs: 'A move of the game about what a program takes, of the side whose turn it is.',
        args: { task: u32, move: tallyMove },
        weight: addWeights(WEIGHTS.playTally, drawsWeight(1)),
      },
      (context, origin, { task, move: made }) => playTally(context, actingFor(context, origin), task, made),
    ),
  },
  hooks: {
    tryState: checkDisputes,
    onInitialize: endSilent,
  },
  genesis,
});
