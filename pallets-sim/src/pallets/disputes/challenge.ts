import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { beginDuty } from '../stakes/duties.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { isDeniable } from '../tasks/base.ts';
import { startDispute } from '../tasks/conclude.ts';
import { tasks } from '../tasks/declaration.ts';
import { canServe, noteServed, roleOn } from '../tasks/draws.ts';
import { changeTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { wait } from './waiting.ts';

/**
 * A Whistleblower denies an interval of a task that its Verifiers accepted, and bonds for it. While another challenge
 * is played it waits, and is played when that has failed.
 */
export function challenge(context: Context, who: string, taskId: number, interval: number): void {
  const registration = registrationOf(context, 'Whistleblower', who);
  if (registration === undefined) throw disputes.error('NotRegistered');
  disputes.ensure(registration.stake >= minimumStake(context, 'Whistleblower'), 'StakeTooLow');
  changeTask(context, taskId, (task) => {
    const { data } = task;
    const going = data.dispute === undefined ? undefined : disputeOf(context, data.dispute);
    const isOpen = data.status.type === 'Challengeable' || going?.origin.type === 'Whistleblower';
    tasks.ensure(isOpen, 'NotChallengeable');
    const challengers = disputes.storage.Waiting.get(context, taskId).map(({ challenger }) => challenger);
    disputes.ensure(![going?.challenger, ...challengers].includes(who), 'AlreadyChallenging');
    const served = roleOn(task, who);
    const free = who !== data.submitter && (served === undefined || served === 'Whistleblower');
    tasks.ensure(free && canServe(task, who), 'RoleTaken');
    disputes.ensure(isDeniable(data.spec, interval), 'NoSuchInterval');
    const { bond } = disputes.storage.Params.get(context);
    hold(context, disputes.holdReasons.Bond, who, bond);
    noteServed(task, who, 'Whistleblower');
    beginDuty(context, 'Whistleblower', who);
    if (going === undefined) {
      startDispute(context, task, { challenger: who, interval, origin: { type: 'Whistleblower' }, bond });
    } else {
      wait(context, taskId, { challenger: who, interval, bond });
    }
  });
}
