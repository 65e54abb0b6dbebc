import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { VERIFIERS, WHISTLEBLOWER } from './cast.ts';
import { ACCEPT, type Cell, FAULT, report, reportedOnly, traces, trained } from './cell.ts';
import { held } from './ledger.ts';
import { BOND, DEMAND, halved, opened, REPLAY, settled, slashed, stake } from './tariff.ts';

const fees = (...who: string[]) => who.map((each) => [each, REPLAY] as const);
const LEAF = { checkpoint: 2, tensor: 0, leaf: 0 };
const what = { type: 'State', value: LEAF } as const;
const demand = disputesPallet.call('demand', { task: 0, what });

/** What is said in vain, and leaves demanded. */
export const REPORTS: readonly Cell[] = [
  {
    outcome: 'fault of a Verifier not proved',
    world: { solvers: 1, verifiers: 3 },
    status: 'Settled',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      const [accuser, other] = drawn;
      world.verify((who) => (who === accuser ? FAULT : ACCEPT));
      await world.play({ defender, challenger: traces(world).wrong });
      world.verify();
      world.until('Settled');
      const third = VERIFIERS.slice(0, 3).find((who) => !drawn.includes(who))!;
      return [...opened(world), ...halved(stake(accuser), solver, BOND), ...settled(solver, [other, third])];
    },
  },
  {
    outcome: 'report of a Whistleblower not proved',
    status: 'Settled',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      reportedOnly(world, drawn);
      await world.play({ defender, challenger: traces(world).wrong });
      world.until('Settled');
      const pocket = held('report', WHISTLEBLOWER);
      const lost = [[WHISTLEBLOWER, pocket, BOND] as const, ...halved(pocket, solver, BOND)];
      return [...opened(world), ...lost, ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'report of a Whistleblower not revealed',
    status: 'Settled',
    play(world) {
      const { solver, drawn } = trained(world);
      world.do(WHISTLEBLOWER, report(ACCEPT).commit);
      world.verify();
      world.unseal();
      world.until('Settled');
      return [...opened(world), [WHISTLEBLOWER, JACKPOT, BOND], ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'leaf demanded and shown',
    status: 'Settled',
    play(world) {
      const { trained: training, solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, demand);
      const value = openCommittedLeaf(training.program, [tensorBytes(training.state(6))], LEAF);
      const opening = { type: 'State', value } as const;
      world.do(solver, disputesPallet.call('supply', { task: 0, what, opening }));
      world.until('Settled');
      return [...opened(world), [WHISTLEBLOWER, solver, DEMAND], ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'leaf demanded and withheld, of accepted work',
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, demand);
      world.until('Open');
      return [...opened(world), ...slashed(solver, [WHISTLEBLOWER], fees(...drawn))];
    },
  },
  {
    outcome: 'leaf demanded and withheld while Verifiers look: those that have committed are paid',
    world: { solvers: 2, verifiers: 2, tasks: { commitBlocks: 200 } },
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      const [done, looking] = drawn;
      world.commit(done, ACCEPT);
      world.do(looking, demand);
      world.until('Open');
      return [...opened(world), ...slashed(solver, [looking], fees(done))];
    },
  },
];
