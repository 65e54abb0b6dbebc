import { messageOf } from '../../errors.ts';
import type { Caller, StartSubscription } from '../method.ts';

/** How many events are sent before others have a turn. */
const PAGE = 200;

/** When to look again whether a client has read what it was sent. */
const BEHIND_MS = 10;

/**
 * A subscription that sends results as events `<name>`, then `<name>Done`; or `<name>Error`. It goes as fast as the client
 * reads, so one that asks for all of a large state need not be cut off.
 *
 * @param find the results, or throws; called when the client has the subscription's id
 */
export function inPages(
  name: string,
  caller: Pick<Caller, 'isBehind'>,
  find: () => Iterator<object>,
): StartSubscription {
  return (notify, end) => {
    let results: Iterator<object> | undefined;
    let soon: NodeJS.Immediate | undefined;
    let later: NodeJS.Timeout | undefined;
    const page = (): void => {
      if (caller.isBehind) {
        later = setTimeout(page, BEHIND_MS);
        return;
      }
      let last: object | undefined;
      try {
        results ??= find();
        for (let sent = 0; sent < PAGE && !last && !(sent > 0 && caller.isBehind); sent++) {
          const next = results.next();
          if (next.done) last = { event: `${name}Done` };
          else notify({ event: name, ...next.value });
        }
      } catch (error) {
        last = { event: `${name}Error`, error: messageOf(error) };
      }
      if (!last) {
        soon = setImmediate(page);
        return;
      }
      notify(last);
      end();
    };
    soon = setImmediate(page);
    return () => {
      clearImmediate(soon);
      clearTimeout(later);
    };
  };
}
