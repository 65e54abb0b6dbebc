import { demandedLeaf, suppliedLeaf } from '@plumbline/runtime-types/domain/demand';
import { MAX_CHALLENGES, MAX_PROFILERS } from '@plumbline/runtime-types/domain/limits';
import { move } from '@plumbline/runtime-types/domain/move';
import { recordOpenings, tallyMove } from '@plumbline/runtime-types/domain/tally';
import { transcript } from '@plumbline/runtime-types/domain/transcript';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { attempt } from '../../frame/dispatch.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { addWeights, weightOf } from '../../frame/weight.ts';
import { actingFor } from '../stakes/worker-key.ts';
import { drawsWeight } from '../tasks/draws.ts';
import { challenge } from './challenge.ts';
import { disputes } from './declaration.ts';
import { takeDefence } from './defence.ts';
import { demand, supply } from './demands.ts';
import { denyProfile } from './deny-profile.ts';
import { genesis } from './genesis.ts';
import { checkDisputes } from './invariants.ts';
import { proveMalformed, refuteMalformed } from './malformed.ts';
import { play, timeout, timeoutIfOverdue } from './play.ts';
import { postTranscript } from './post-transcript.ts';
import { playTally } from './tally-turns.ts';
import { wakeDemands } from './withheld.ts';

/**
 * A verdict pays several accounts and draws all Verifiers' intervals again; it may open the task again, and return the
 * bonds of all challenges that wait, or begin the next of them.
 */
const VERDICT = weightOf({
  reads: 60 + 6 * MAX_CHALLENGES,
  writes: 60 + 6 * MAX_CHALLENGES,
  compute: 20_000_000_000n,
});
/** Two leaves of 4 KiB with their paths are hashed at most, and one operation computed. */
const MOVE = weightOf({ reads: 6, writes: 5, compute: 2_000_000_000n });
/** Every profiler of a task may be slashed, paid and freed. */
const PROFILERS = weightOf({ reads: 16 * MAX_PROFILERS, writes: 16 * MAX_PROFILERS });
/** A signature is verified besides; the dispute is read and written once for all of them. */
const SIGNED_MOVE = weightOf({ compute: 2_500_000_000n });
const transcriptWeight = (moves: number) => addWeights(MOVE, ...new Array(moves).fill(SIGNED_MOVE));
/** Verdicts may have other Verifiers drawn. */
const verdicts = (count: number) => addWeights(drawsWeight(count), ...new Array(count).fill(VERDICT));

export const disputesPallet = definePallet(disputes, {
  calls: {
    challenge: call(
      {
        docs: 'A Whistleblower bonds and denies an interval; one past the last denies the initial state.',
        args: { task: u32, interval: u32 },
        weight: weightOf({ reads: 16, writes: 16 }),
      },
      (context, origin, { task, interval }) => challenge(context, actingFor(context, origin), task, interval),
    ),
    play: call(
      {
        docs: 'One move of the side whose turn it is; the round is the number of moves so far.',
        args: { dispute: u32, round: u32, move },
        weight: addWeights(MOVE, verdicts(1)),
      },
      (context, origin, { dispute, round, move: played }) => {
        const judged = play(context, actingFor(context, origin), dispute, round, played);
        if (!judged) return { actualWeight: MOVE };
      },
    ),
    timeout: call(
      { docs: 'Ends a dispute whose deadline has passed.', args: { dispute: u32 }, weight: verdicts(1) },
      (context, origin, { dispute }) => {
        ensureSigned(origin);
        timeout(context, dispute);
      },
    ),
    postTranscript: call(
      {
        docs: 'Moves that both sides have signed off chain, from where the game stands: all of them or none. Anybody may post them.',
        args: { dispute: u32, moves: transcript },
        weight: ({ moves }) => addWeights(transcriptWeight(moves.length), verdicts(1)),
      },
      (context, origin, { dispute, moves }) => {
        ensureSigned(origin);
        const judged = postTranscript(context, dispute, moves);
        if (!judged) return { actualWeight: transcriptWeight(moves.length) };
      },
    ),
    takeDefence: call(
      {
        docs: 'A Verifier defends what it accepted, where the Solver was silent; the game begins anew.',
        args: { dispute: u32 },
        weight: weightOf({ reads: 7, writes: 4 }),
      },
      (context, origin, { dispute }) => takeDefence(context, actingFor(context, origin), dispute),
    ),
    demand: call(
      {
        docs: 'Whoever checks a task has one 4 KiB leaf of a checkpoint or a file shown on chain, for a fee; not showing it costs the Solver its stake. Profilers and the Solver that was drawn demand the files of the Submitter, or the task is rejected.',
        args: { task: u32, what: demandedLeaf },
        weight: weightOf({ reads: 10, writes: 7 }),
      },
      (context, origin, { task, what }) => demand(context, actingFor(context, origin), task, what),
    ),
    supply: call(
      {
        docs: 'Shows a leaf that was demanded, with its paths, and earns the fee.',
        args: { task: u32, what: demandedLeaf, opening: suppliedLeaf },
        weight: addWeights(MOVE, drawsWeight(1)),
      },
      (context, origin, { task, what, opening }) =>
        supply(context, actingFor(context, origin), task, what, opening),
    ),
    proveMalformed: call(
      {
        docs: 'Shows that a record of the program is not well-formed, with those that it names, before a Solver starts: the task is rejected.',
        args: { task: u32, record: u32, openings: recordOpenings },
        weight: addWeights(MOVE, PROFILERS),
      },
      (context, origin, { task, record, openings }) =>
        proveMalformed(context, actingFor(context, origin), task, record, openings),
    ),
    refuteMalformed: call(
      {
        docs: 'Shows that a record of the program which profilers say is not well-formed is: they count no more.',
        args: { task: u32, record: u32, openings: recordOpenings },
        weight: addWeights(MOVE, PROFILERS, drawsWeight(1)),
      },
      (context, origin, { task, record, openings }) =>
        refuteMalformed(context, actingFor(context, origin), task, record, openings),
    ),
    denyProfile: call(
      {
        docs: 'Denies, for a bond, what the profilers say that the program takes.',
        args: { task: u32 },
        weight: weightOf({ reads: 10, writes: 8 }),
      },
      (context, origin, { task }) => denyProfile(context, actingFor(context, origin), task),
    ),
    playTally: call(
      {
        docs: 'A move of the game about what a program takes, of the side whose turn it is.',
        args: { task: u32, move: tallyMove },
        weight: addWeights(MOVE, PROFILERS, drawsWeight(1)),
      },
      (context, origin, { task, move: made }) => playTally(context, actingFor(context, origin), task, made),
    ),
  },
  hooks: {
    tryState: checkDisputes,
    onInitialize(context, block) {
      const due = disputes.storage.Deadlines.take(context, block);
      // A dispute that cannot end must not stop the chain; anybody may ask for its end once more.
      for (const id of due) attempt(context, () => timeoutIfOverdue(context, id));
      const asked = disputes.storage.DemandDeadlines.take(context, block);
      for (const task of asked) attempt(context, () => wakeDemands(context, task));
      return addWeights(weightOf({ reads: 2, writes: 2 }), verdicts(due.length + asked.length));
    },
  },
  genesis,
});
