import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { areProfilersBound } from './profilers.ts';
import { isOver } from './store.ts';

/** Who is bound to a task now, once for each duty; challengers are the disputes pallet's. */
export function dutyHolders(task: Task): { role: RoleName; account: string }[] {
  const { status, solver, profilers, verifiers, reports, forced } = task;
  if (isOver(status.type)) return [];
  const as = (role: RoleName, accounts: readonly { account: string }[]) =>
    accounts.map(({ account }) => ({ role, account }));
  return [
    ...as('Verifier', areProfilersBound({ data: task }) ? profilers : []),
    ...as('Solver', solver === undefined ? [] : [{ account: solver }]),
    // Those that were refuted were freed when they were.
    ...as(
      'Verifier',
      verifiers.filter(({ refuted }) => !refuted),
    ),
    ...as('Verifier', forced?.accused ?? []),
    ...as('Whistleblower', reports),
  ];
}
