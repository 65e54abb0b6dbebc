import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { WHISTLEBLOWER } from '../protocol/cast.ts';
import { ACCEPT, challenge, FAULT, FORCED, lying, report, traces, trained } from '../protocol/cell.ts';
import { FEE, REPLAY } from '../protocol/tariff.ts';
import type { Strategy } from './strategy.ts';

/** Attacks of Solvers beside what they train. */
export const SOLVERS_ATTACKS: readonly Strategy[] = [
  {
    name: 'withholding',
    idea: 'serves no checkpoint, so that nobody can look',
    world: { solvers: 2, tasks: { commitBlocks: 200 } },
    play(world) {
      const { solver, drawn } = trained(world, lying);
      world.do(
        drawn[0],
        disputesPallet.call('demand', {
          task: 0,
          what: { type: 'State', value: { checkpoint: 2, tensor: 0, leaf: 0 } },
        }),
      );
      world.until('Open');
      return { attackers: [solver], honest: drawn, honestly: FEE, foundBy: 'demand of a leaf' };
    },
  },
  {
    name: 'stalling',
    idea: 'moves in the last block of every deadline, and then not at all',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      world.verify(() => FAULT);
      const sides = { defender, challenger: traces(world).right };
      for (let late = 0; ; ) {
        const { who, call, side } = await world.move(sides);
        if (side === 'Defender') {
          if (late === 3) break;
          late += 1;
          world.chain.nextBlock(world.dispute.deadline - world.chain.blockNumber());
        }
        world.do(who, call);
      }
      world.until('Open', 1_000);
      return { attackers: [solver], honest: drawn, honestly: FEE, foundBy: 'silence loses' };
    },
  },
  {
    name: 'forged-openings',
    idea: 'lays open another leaf than it committed to, of a game it would lose',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      world.verify(() => FAULT);
      const { right } = traces(world);
      const refused = new Set<string>();
      for (;;) {
        const { who, call, side } = await world.move({ defender, challenger: right });
        if (side === 'Defender') {
          // The same move with what the truth would show: it does not lead to what was committed.
          const { call: forged } = await world.move({ defender: right, challenger: right });
          const failure = world.failure(who, forged);
          if (failure !== undefined) {
            refused.add(failure);
            break;
          }
          continue;
        }
        world.do(who, call);
      }
      world.until('Open', 1_000);
      const foundBy = [...refused].join(', ');
      return { attackers: [solver], honest: drawn, honestly: FEE, foundBy };
    },
  },
  {
    name: 'forged-supply',
    idea: 'shows an altered leaf when one is demanded',
    play(world) {
      const { trained: made, solver, drawn } = trained(world);
      world.verify();
      const leaf = { checkpoint: 2, tensor: 0, leaf: 0 };
      const what = { type: 'State', value: leaf } as const;
      world.do(WHISTLEBLOWER, disputesPallet.call('demand', { task: 0, what }));
      const value = openCommittedLeaf(made.program, [tensorBytes(made.state(9))], leaf);
      const opening = { type: 'State', value } as const;
      const failure = world.failure(solver, disputesPallet.call('supply', { task: 0, what, opening }));
      world.until('Open');
      return {
        attackers: [solver],
        honest: [...drawn, WHISTLEBLOWER],
        honestly: FEE,
        foundBy: failure ?? '-',
      };
    },
  },
  {
    name: 'collusion',
    idea: 'the Solver and all Verifiers drawn are one',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      world.verify(() => ACCEPT);
      world.do(WHISTLEBLOWER, challenge());
      await world.play({ defender, challenger: traces(world).right });
      const honestly = FEE + 2n * REPLAY;
      return {
        attackers: [solver, ...drawn],
        honest: [WHISTLEBLOWER],
        honestly,
        foundBy: 'open challenge',
      };
    },
  },
  {
    name: 'insider',
    idea: 'tells a sham reporter of its own forced error',
    world: { verifiers: 4, tasks: FORCED },
    play(world) {
      const { trained: made, solver, drawn } = trained(world);
      const { commit, reveal } = report(FAULT);
      world.do(WHISTLEBLOWER, commit);
      for (const who of drawn) world.commit(who, FAULT);
      world.do(WHISTLEBLOWER, reveal);
      for (const who of drawn) world.reveal(who, FAULT);
      world.unseal(made);
      world.verify();
      world.until('Settled');
      // Its part of the tax that the task pays for it, at a rate of one.
      const tax = (FEE + 2n * REPLAY + 19n) / 20n;
      return {
        attackers: [solver, WHISTLEBLOWER],
        honest: drawn,
        honestly: FEE + tax,
        foundBy: 'share ≤ tax',
      };
    },
  },
];
