import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { putRegistration, registrationOf } from './registry.ts';

/** Binds an account's registration to one more task. */
export function beginDuty(context: Context, role: RoleName, who: string): void {
  change(context, role, who, ({ duties }) => ({ duties: duties + 1 }));
}

/** Frees an account's registration of a task; `completed` when its work was accepted. */
export function endDuty(context: Context, role: RoleName, who: string, completed: boolean): void {
  change(context, role, who, (entry) => ({
    duties: Math.max(entry.duties - 1, 0),
    completed: entry.completed + (completed ? 1 : 0),
  }));
}

/** What an account did beside completing tasks. */
export type Deed = 'profiled' | 'failed' | 'declined';

/** Notes in an account's record what it did. */
export function noteDeed(context: Context, role: RoleName, who: string, deed: Deed): void {
  change(context, role, who, (entry) => ({ [deed]: entry[deed] + 1 }));
}

function change(
  context: Context,
  role: RoleName,
  who: string,
  changes: (entry: Registration) => Partial<Registration>,
): void {
  const entry = registrationOf(context, role, who);
  if (entry !== undefined) putRegistration(context, role, who, { ...entry, ...changes(entry) });
}
