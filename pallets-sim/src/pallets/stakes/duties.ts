import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { putRegistration, registrationOf } from './registry.ts';

/** Binds an account's registration to one more task. */
export function beginDuty(context: Context, role: RoleName, who: string): void {
  const entry = registrationOf(context, role, who);
  if (entry !== undefined) putRegistration(context, role, who, { ...entry, duties: entry.duties + 1 });
}

/** Frees an account's registration of a task; `completed` when its work was accepted. */
export function endDuty(context: Context, role: RoleName, who: string, completed: boolean): void {
  const entry = registrationOf(context, role, who);
  if (entry === undefined) return;
  putRegistration(context, role, who, {
    ...entry,
    duties: Math.max(entry.duties - 1, 0),
    completed: entry.completed + (completed ? 1 : 0),
  });
}
