import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Context } from '../../frame/context.ts';
import type { Holds } from '../../frame/try-state.ts';
import { MAX_CONSUMERS } from './accounts.ts';
import { system } from './declaration.ts';

/** What must hold of accounts and of what blocks leave behind. */
export function checkSystem(context: Context, holds: Holds): void {
  const { Account, ExtrinsicData, ExtrinsicCount, ExecutionPhase, EventCount, Events } = system.storage;
  for (const [[who], { providers, sufficients, consumers }] of Account.entries(context)) {
    holds(providers + sufficients > 0, `account ${who} is there for no reason`);
    holds(consumers <= MAX_CONSUMERS, `account ${who} has ${consumers} consumers`);
    holds(
      consumers === 0 || providers > 0,
      `${consumers} things depend on ${who}, which nothing keeps alive`,
    );
  }
  const [left] = ExtrinsicData.keys(context);
  holds(left === undefined && ExtrinsicCount.get(context) === undefined, 'extrinsics outlived their block');
  holds(ExecutionPhase.get(context) === undefined, 'no block is under construction, yet there is a phase');
  const encoded = context.state.get(Events.key());
  const listed = encoded === undefined ? 0 : new ScaleReader(encoded).compactNumber();
  holds(
    listed === EventCount.get(context),
    `${listed} events are listed, ${EventCount.get(context)} counted`,
  );
}
