import { waitingChallenges } from '@plumbline/runtime-types/domain/challenge';
import { demandedLeaf, demands } from '@plumbline/runtime-types/domain/demand';
import { dispute } from '@plumbline/runtime-types/domain/dispute';
import { judgement, side } from '@plumbline/runtime-types/domain/game';
import { disputesParams } from '@plumbline/runtime-types/domain/params';
import { tallyDispute } from '@plumbline/runtime-types/domain/tally';
import { taskIds } from '@plumbline/runtime-types/domain/task';
import { witnesses } from '@plumbline/runtime-types/domain/witness';
import { accountId, vec } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u8, u32 } from '@plumbline/runtime-types/scale/primitives';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { map, value } from '../../frame/storage.ts';
import { CALL_ERRORS, MOVE_ERRORS } from './errors.ts';
import { DEFAULT_PARAMS } from './params.ts';

const id = { dispute: u32 };

export const disputes = declarePallet({
  name: 'Disputes',
  docs: 'Accusations, played down to one basic operation that the chain computes itself.',
  storage: {
    Disputes: map('Disputes being played.', u32, dispute, { hasher: 'Twox64Concat' }),
    NextDisputeId: value('The id of the next dispute.', u32, 0),
    Deadlines: map('Disputes whose move was due before a block.', u32, taskIds, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    Waiting: map('Challenges that wait for the dispute about their task.', u32, waitingChallenges, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    Demands: map('Leaves that have to be shown on chain, by task.', u32, demands, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    DemandDeadlines: map('Tasks of which something was to be shown before a block.', u32, taskIds, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    Tallies: map('Games about what a program takes, by task.', u32, tallyDispute, {
      hasher: 'Twox64Concat',
    }),
    Witnesses: map(
      'Verifiers that find out whether the trace of a tolerant interval is served, by dispute.',
      u32,
      witnesses,
      { hasher: 'Twox64Concat' },
    ),
    Params: value('Bond and time for a move.', disputesParams, DEFAULT_PARAMS),
  },
  constants: {
    WitnessQuorum: constant(
      'A Solver loses by witnesses when so many say that it served them nothing; fewer are not called.',
      u8,
      3,
    ),
  },
  events: {
    Opened: event('A dispute began.', {
      ...id,
      task: u32,
      challenger: accountId,
      defender: accountId,
      interval: u32,
    }),
    Moved: event('A side has moved; the phase is the one that follows.', {
      ...id,
      round: u32,
      side,
      phase: str,
    }),
    Waits: event('A challenge waits until the dispute about the task is over.', {
      task: u32,
      challenger: accountId,
      interval: u32,
    }),
    DefenceOpen: event('The Solver was silent; a Verifier that accepted its work may defend it.', {
      ...id,
      task: u32,
    }),
    DefenceTaken: event('A Verifier defends what it accepted; the game begins anew.', {
      ...id,
      task: u32,
      who: accountId,
    }),
    Demanded: event(
      'A leaf of a committed state or of a file has to be shown on chain, until a block at the latest.',
      {
        task: u32,
        who: accountId,
        what: demandedLeaf,
        deadline: u32,
      },
    ),
    Supplied: event('It was shown; whoever did has the fee.', {
      task: u32,
      who: accountId,
      what: demandedLeaf,
    }),
    Withheld: event(
      'It was not shown in time: it costs the Solver its stake, or the task is rejected where none has started.',
      {
        task: u32,
        who: accountId,
        what: demandedLeaf,
      },
    ),
    Malformed: event('A record of the program is not well-formed, and the chain has seen that.', {
      task: u32,
      who: accountId,
      record: u32,
    }),
    ProfileRefuted: event('What a profiler has reported is wrong.', {
      task: u32,
      who: accountId,
      profiler: accountId,
    }),
    Denied: event('Somebody denies what the profilers say that the program takes.', {
      task: u32,
      who: accountId,
      defender: accountId,
    }),
    Tallied: event(
      'A side has moved in the game about what the program takes; the phase is the one that follows.',
      {
        task: u32,
        side,
        phase: str,
      },
    ),
    TallyJudged: event('The game about what the program takes is over.', { task: u32, winner: side }),
    Unserved: event('The challenger was not served the trace; others are drawn to try.', {
      ...id,
      task: u32,
      who: accountId,
    }),
    WitnessesDrawn: event('These Verifiers find out whether the trace is served.', {
      ...id,
      accounts: vec(accountId),
    }),
    WitnessCommitted: event('A witness has committed to whether it was served the trace.', {
      ...id,
      who: accountId,
    }),
    WitnessRevealed: event('A witness has said whether it was served the trace.', {
      ...id,
      who: accountId,
      served: bool,
    }),
    WitnessesHeard: event('So many witnesses were served the trace, and so many were not.', {
      ...id,
      served: u32,
      unserved: u32,
    }),
    Judged: event('A dispute is over.', { ...id, task: u32, winner: side, reason: judgement }),
  },
  errors: { ...CALL_ERRORS, ...MOVE_ERRORS },
  holdReasons: {
    Bond: 'Stands for a challenge.',
    Demand: 'Pays for what has to be shown on chain.',
    Witness: 'Pays those that find out whether a trace is served.',
  },
});
