import { assemble, type OuterTypes } from '../frame/assembly.ts';
import type { Pallet } from '../frame/pallet.ts';
import { balancesPallet } from '../pallets/balances/pallet.ts';
import { disputesPallet } from '../pallets/disputes/pallet.ts';
import { randomnessPallet } from '../pallets/randomness/pallet.ts';
import { stakesPallet } from '../pallets/stakes/pallet.ts';
import { createSudoPallet } from '../pallets/sudo/pallet.ts';
import { depositEvent } from '../pallets/system/events.ts';
import { systemPallet } from '../pallets/system/pallet.ts';
import { tasksPallet } from '../pallets/tasks/pallet.ts';
import { timestampPallet } from '../pallets/timestamp/pallet.ts';
import { transactionPaymentPallet } from '../pallets/transaction-payment/pallet.ts';
import { createUtilityPallet } from '../pallets/utility/pallet.ts';
import type { Runtime } from './api.ts';
import { createRuntime } from './create-runtime.ts';

const CRATE = 'plumbline_runtime';

/** The pallets of this chain. An index is part of every encoded call, event and error: never change or reuse one. */
export const plumblinePallets = (outer: OuterTypes): Readonly<Record<number, Pallet>> => ({
  0: systemPallet,
  1: timestampPallet,
  2: balancesPallet,
  3: transactionPaymentPallet,
  4: createSudoPallet(outer),
  5: createUtilityPallet(outer),
  6: randomnessPallet,
  10: stakesPallet,
  11: tasksPallet,
  12: disputesPallet,
});

export const assembly = assemble({ crate: CRATE, depositEvent, pallets: plumblinePallets });

/** The state transition of this chain. */
export const runtime: Runtime = createRuntime(assembly, CRATE);
