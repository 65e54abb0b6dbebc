import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { signed } from '../../src/frame/origin.ts';
import { createTestChain, type TestChain } from '../../src/frame/testing/test-chain.ts';
import { totalBalance } from '../../src/pallets/balances/accounts.ts';
import { balances, UNIT } from '../../src/pallets/balances/declaration.ts';
import { balancesPallet } from '../../src/pallets/balances/pallet.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { stakes } from '../../src/pallets/stakes/declaration.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import {
  ENDOWMENT,
  EVERYBODY,
  MORE_VERIFIERS,
  PARAMS,
  PRICE,
  SOLVERS,
  STAKE,
  VERIFIERS,
  WHISTLEBLOWER,
} from './cast.ts';

export interface WorldOptions {
  readonly solvers?: number;
  readonly verifiers?: number;
  readonly tasks?: Record<string, number | bigint>;
}

/** A chain with the protocol's pallets and registered accounts. */
export class ProtocolChain {
  readonly chain: TestChain;
  /** The task that everything is about. */
  id = 0;

  constructor({ solvers = 1, verifiers = 2, tasks: params = {} }: WorldOptions = {}) {
    this.chain = createTestChain(
      { 2: balancesPallet, 10: stakesPallet, 11: tasksPallet, 12: disputesPallet },
      {
        balances: { balances: [...EVERYBODY.map((who) => [who, ENDOWMENT]), [JACKPOT, UNIT]] },
        tasks: { params: { ...PARAMS, ...params } },
      },
    );
    for (const who of SOLVERS.slice(0, solvers)) this.register(who, 'Solver');
    for (const who of [...VERIFIERS, ...MORE_VERIFIERS].slice(0, verifiers)) this.register(who, 'Verifier');
    this.register(WHISTLEBLOWER, 'Whistleblower');
  }

  register(who: string, role: RoleName): void {
    const price = role === 'Solver' ? PRICE : 0n;
    this.do(who, stakesPallet.call('register', { role: { type: role }, amount: STAKE, price }));
  }

  do(who: string, call: RuntimeCall): void {
    this.chain.mustDispatch(signed(who), call);
  }

  failure(who: string, call: RuntimeCall): string | undefined {
    return this.chain.failure(signed(who), call);
  }

  get task(): Task {
    return tasks.storage.Tasks.get(this.chain.context, this.id)!;
  }

  get status(): string {
    return this.task.status.type;
  }

  get dispute(): Dispute {
    return disputes.storage.Disputes.get(this.chain.context, this.task.dispute!)!;
  }

  /** Free and held together. */
  total(who: string): bigint {
    return totalBalance(this.chain.context, who);
  }

  stake(role: RoleName, who: string) {
    return stakes.storage.Registrations.get(this.chain.context, { type: role }, who)!;
  }

  /** What everybody has, free and held. */
  balances(): Map<string, bigint> {
    return new Map([...EVERYBODY, JACKPOT].map((who) => [who, this.total(who)]));
  }

  /** All balances and holds; what there is to lose. */
  money(): { sum: bigint; issuance: bigint } {
    return {
      sum: [...EVERYBODY, JACKPOT].reduce((sum, who) => sum + this.total(who), 0n),
      issuance: balances.storage.TotalIssuance.get(this.chain.context),
    };
  }

  /** Blocks pass until the task is in a status. */
  until(status: string, most = 600): void {
    for (let block = 0; this.status !== status; block++) {
      if (block >= most) throw new Error(`still ${this.status} after ${most} blocks, not ${status}`);
      this.chain.nextBlock();
    }
  }

  /** Blocks pass until something holds. */
  wait(condition: () => boolean, most = 600): void {
    for (let block = 0; !condition(); block++) {
      if (block >= most) throw new Error(`nothing after ${most} blocks, the task is ${this.status}`);
      this.chain.nextBlock();
    }
  }

  /** Events of the tasks pallet in this block, by name. */
  taskEvents(name: string): unknown[] {
    return this.chain
      .events()
      .filter(({ type, value }) => type === 'Tasks' && value.type === name)
      .map(({ value }) => value.value);
  }
}
