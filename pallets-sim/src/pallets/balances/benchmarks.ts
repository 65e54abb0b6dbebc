import { addressOf } from '../../frame/address.ts';
import { type Benchmarks, CALLER, type MeasuredCall, OTHER } from '../../frame/benchmark.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { root, signed } from '../../frame/origin.ts';
import { EXISTENTIAL_DEPOSIT } from './declaration.ts';
import { balancesPallet } from './pallet.ts';
import { depositFree, increaseIssuance } from './transfers.ts';

const ENDOWMENT = EXISTENTIAL_DEPOSIT * 10n;

/** Gives the caller something to transfer. */
export function endow(context: Context, who = CALLER, amount = ENDOWMENT): void {
  depositFree(context, who, amount);
  increaseIssuance(context, amount);
}

/** The sender gives all that it has and is reaped, the receiver comes into being: both accounts change most. */
const fromCaller = (call: RuntimeCall) => ({
  setUp(context: Context): MeasuredCall {
    endow(context);
    return { origin: signed(CALLER), call };
  },
});

const byRoot = (call: RuntimeCall) => ({
  setUp(context: Context): MeasuredCall {
    endow(context);
    return { origin: root, call };
  },
});

const [caller, other] = [addressOf(CALLER), addressOf(OTHER)];

export const balancesBenchmarks: Benchmarks = {
  transferAllowDeath: fromCaller(
    balancesPallet.call('transferAllowDeath', { dest: other, value: ENDOWMENT }),
  ),
  forceTransfer: byRoot(
    balancesPallet.call('forceTransfer', { source: caller, dest: other, value: ENDOWMENT }),
  ),
  transferKeepAlive: fromCaller(
    balancesPallet.call('transferKeepAlive', { dest: other, value: EXISTENTIAL_DEPOSIT }),
  ),
  transferAll: fromCaller(balancesPallet.call('transferAll', { dest: other, keepAlive: false })),
  forceSetBalance: byRoot(balancesPallet.call('forceSetBalance', { who: caller, newFree: 0n })),
  burn: fromCaller(balancesPallet.call('burn', { value: ENDOWMENT, keepAlive: false })),
};
