import { type Command, Option } from 'commander';
import { amountOption, wholeNumber } from '../options.ts';
import { roleOf, roleOption, type StakeFlags, stakeCall } from './stake-command.ts';

interface AmountFlags extends StakeFlags {
  readonly role: string;
  readonly amount: bigint;
}
interface RegisterFlags extends AmountFlags {
  readonly price: bigint;
}
interface CapacityFlags extends StakeFlags {
  readonly role: string;
  readonly capacity: number;
}

const amount = (what: string): Option => amountOption('--amount', what).makeOptionMandatory();

/** Commands that move stake or say what it is asked for. */
export function amountCommands(): Command[] {
  return [
    stakeCall<RegisterFlags>(
      'register',
      'Hold stake for a role of the account, and take part in draws.',
      'account',
      [
        roleOption(),
        amount('held from the balance'),
        amountOption('--price', 'ask this per 10⁹ units (Solvers)', '0.1'),
      ],
      ({ role, amount: held, price }, { calls }) =>
        calls.register(roleOf(role), held, roleOf(role) === 'Solver' ? price : 0n),
    ),
    stakeCall<AmountFlags>(
      'bond-more',
      'Hold more stake for a role.',
      'account',
      [roleOption(), amount('held besides')],
      ({ role, amount: held }, { calls }) => calls.bondMore(roleOf(role), held),
    ),
    stakeCall<AmountFlags>(
      'unbond',
      'Put stake on its way back: in no draw any more, free after a waiting time. The least of the role stays, or nothing.',
      'account',
      [roleOption(), amount('put on its way back')],
      ({ role, amount: back }, { calls }) => calls.unbond(roleOf(role), back),
    ),
    stakeCall<AmountFlags>(
      'rebond',
      'Take stake that is on its way back into the stake again, latest first.',
      'account',
      [roleOption(), amount('taken back')],
      ({ role, amount: again }, { calls }) => calls.rebond(roleOf(role), again),
    ),
    stakeCall<StakeFlags & { readonly role: string }>(
      'withdraw',
      'Return what has waited long enough to the balance; not during a duty. The last of it ends the role.',
      'account',
      [roleOption()],
      ({ role }, { calls }) => calls.withdrawUnbonded(roleOf(role)),
    ),
    stakeCall<StakeFlags & { readonly price: bigint }>(
      'set-price',
      'Set what the Solver asks.',
      'worker key too',
      [amountOption('--price', 'per 10⁹ units').makeOptionMandatory()],
      ({ price }, { calls }) => calls.setPrice('Solver', price),
    ),
    stakeCall<CapacityFlags>(
      'set-capacity',
      'Set how many tasks a role takes at a time; each is backed by an equal share of the stake.',
      'worker key too',
      [
        roleOption(),
        new Option('--capacity <n>', 'tasks at a time').argParser(wholeNumber(1, 64)).makeOptionMandatory(),
      ],
      ({ role, capacity }, { calls }) => calls.setCapacity(roleOf(role), capacity),
    ),
  ];
}
