import { definePallet } from '../../frame/pallet.ts';
import { ONE, transactionPayment } from './declaration.ts';

export const transactionPaymentPallet = definePallet(transactionPayment, {
  genesis: {
    preset: {},
    build: (context) => transactionPayment.storage.NextFeeMultiplier.put(context, ONE),
  },
});
