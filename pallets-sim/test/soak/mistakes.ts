import type { ProfileReport, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { anyMove } from '../../../verification/test/pinpoint/any-move.ts';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { programTerms } from '../../src/pallets/disputes/program-terms.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { SALT, SECRET } from '../protocol/cast.ts';
import { RECORDS } from '../protocol/tiny-training.ts';
import { badSpecs } from './bad-specs.ts';
import type { Dice } from './dice.ts';
import { someSpec } from './stake-calls.ts';
import type { Act } from './task-calls.ts';
import type { Town } from './town.ts';

const ZERO = new Uint8Array(32);

/** Any call about any task, at any time, of whoever may have a part in it: mostly what nobody should call now. */
export function mistake(town: Town): Act {
  const { dice, accounts, chain } = town;
  const all = [...tasks.storage.Tasks.entries(chain.context)];
  const known = all.length > 0 && !dice.sometimes(20) ? dice.one(all) : undefined;
  const [id, task] = known === undefined ? [1_000_000, undefined] : [known[0][0], known[1]];
  const parties = task === undefined ? [] : [task.submitter, ...task.served.map(({ account }) => account)];
  const who = parties.length === 0 || dice.sometimes(4) ? dice.one(accounts) : dice.one(parties);
  const call = dice.one([aboutStake, aboutTask, aboutTask, aboutTask, aboutDispute, aboutDispute])(
    town,
    id,
    who,
    task,
  );
  return { who, call };
}

function aboutStake({ dice }: Town): RuntimeCall {
  const role = { type: dice.one(['Solver', 'Verifier', 'Whistleblower'] as const) };
  const peer = { peerId: 'nobody', addresses: [], encryptionKey: ZERO, expiry: 2 ** 32 - 1 };
  const signed = { publicKey: ZERO, signature: new Uint8Array(64) };
  return dice.one([
    stakesPallet.call('register', { role, amount: dice.one([0n, 1n]), price: dice.one([0n, 1n]) }),
    stakesPallet.call('setPrice', { role, price: dice.one([0n, 1n]) }),
    stakesPallet.call('unbond', { role, amount: 1n }),
    stakesPallet.call('unbond', { role, amount: 1n }),
    stakesPallet.call('bindPeer', { ...peer, ...signed }),
    stakesPallet.call('bindPeer', { ...peer, ...signed, addresses: new Array(9).fill('/ip4/127.0.0.1') }),
  ]);
}

function aboutTask(town: Town, id: number, who: string, task: Task | undefined): RuntimeCall {
  const { dice } = town;
  const index = dice.below(7);
  const report = someReport(dice);
  const verdict = someVerdict(dice);
  const roots = { first: ZERO, second: dice.one([ZERO, SECRET]) };
  const opening = { candidate: 0, record: ZERO, recordPath: [], leaf: ZERO, leafPath: [], tensorPath: [] };
  return dice.one([
    tasksPallet.call('submit', { spec: badSpec(town) }),
    tasksPallet.call('submit', { spec: badSpec(town) }),
    tasksPallet.call('cancel', { task: dice.sometimes(20) ? id : 1_000_000 }),
    tasksPallet.call('commitProfile', { task: id, commitment: ZERO }),
    tasksPallet.call('revealProfile', { task: id, report, salt: SALT }),
    tasksPallet.call('decline', { task: id }),
    tasksPallet.call('sealKey', { task: id, who, key: new Uint8Array(80) }),
    tasksPallet.call('sealKey', { task: id, who: dice.one(town.accounts), key: new Uint8Array(80) }),
    tasksPallet.call('start', { task: id, commitment: secretCommitment(SECRET, fromHex(who)) }),
    tasksPallet.call('progress', {
      task: id,
      checkpoint: dice.one([index, task?.progress.checkpoints ?? 0]),
      roots,
      loss: 0,
    }),
    tasksPallet.call('complete', { task: id, proofRoots: roots }),
    tasksPallet.call('designate', { task: id, position: { type: 'First' } }),
    tasksPallet.call('commitVerdict', { task: id, commitment: ZERO }),
    tasksPallet.call('revealVerdict', { task: id, verdict, salt: SALT }),
    tasksPallet.call('commitReport', { task: id, commitment: ZERO }),
    tasksPallet.call('revealReport', { task: id, verdict, salt: SALT }),
    tasksPallet.call('revealSecret', { task: id, secret: ZERO }),
    tasksPallet.call('proveAltered', { task: id, checkpoint: index, opening }),
  ]);
}

function someReport(dice: Dice): ProfileReport {
  const unitsPerStep = 1n;
  return dice.one([
    { type: 'Ok', value: { unitsPerStep } },
    { type: 'Measured', value: { unitsPerStep, threshold: 1n, step: 8n } },
    { type: 'TooLarge' },
    { type: 'TooCoarse' },
  ]);
}

function someVerdict(dice: Dice): Verdict {
  const interval = dice.below(7);
  return dice.one([
    { type: 'Accept' },
    { type: 'Fault', value: { interval } },
    { type: 'Distance', value: { interval, distance: 2n ** 63n } },
  ]);
}

function aboutDispute(town: Town, id: number, _who: string, task: Task | undefined): RuntimeCall {
  const { dice, chain } = town;
  const going = [...disputes.storage.Disputes.keys(chain.context)].map(([known]) => known);
  const dispute = dice.one([...going, ...going, ...going, 1_000_000]);
  const round = disputes.storage.Disputes.get(chain.context, dispute)?.round ?? 0;
  const random = { below: dice.below, pick: dice.one, bits: () => dice.below(2 ** 32) };
  const move = anyMove(random);
  const signature = new Uint8Array(64);
  const long = { type: 'RevealLeaf', value: { bytes: new Uint8Array(4_096) } } as const;
  const what = {
    type: 'State',
    value: { checkpoint: dice.below(5), tensor: 0, leaf: dice.below(2) },
  } as const;
  const sum = { units: 1n, elements: 1n };
  const openings = task === undefined ? [] : openForCheck(programTerms(task.spec), 2, RECORDS);
  const record = dice.one([2, 3, 70_000]);
  return dice.one([
    disputesPallet.call('challenge', { task: id, interval: dice.below(7) }),
    disputesPallet.call('challenge', { task: id, interval: dice.below(4) }),
    disputesPallet.call('play', { dispute, round, move }),
    disputesPallet.call('play', { dispute, round, move }),
    disputesPallet.call('play', { dispute, round: round + dice.below(2), move }),
    disputesPallet.call('postTranscript', { dispute, moves: [] }),
    disputesPallet.call('postTranscript', { dispute, moves: [{ move, signature }] }),
    disputesPallet.call('postTranscript', { dispute, moves: new Array(17).fill({ move: long, signature }) }),
    disputesPallet.call('timeout', { dispute }),
    disputesPallet.call('takeDefence', { dispute }),
    disputesPallet.call('demand', { task: id, what }),
    disputesPallet.call('demand', {
      task: id,
      what: { ...what, value: { ...what.value, leaf: dice.below(12) } },
    }),
    disputesPallet.call('denyProfile', { task: id }),
    disputesPallet.call('playTally', { task: id, move: { type: 'RevealSums', value: { sums: [sum, sum] } } }),
    disputesPallet.call('playTally', {
      task: id,
      move: { type: 'PickSum', value: { index: dice.below(20) } },
    }),
    disputesPallet.call('proveMalformed', { task: id, record, openings }),
    disputesPallet.call('refuteMalformed', { task: id, record, openings }),
  ]);
}

function badSpec(town: Town): TaskSpec {
  const base = town.provenOrNot();
  return town.dice.one(badSpecs(someSpec(town, base), base));
}
