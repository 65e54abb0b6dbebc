import { arrays } from './arrays.ts';
import { elementwise } from './elementwise.ts';
import type { Lowerings } from './kernel.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { sequences } from './sequences.ts';
import { windows } from './windows.ts';

/** Every tfjs kernel that can be compiled. */
export const lowerings: Lowerings = {
  ...arrays,
  ...elementwise,
  ...products,
  ...reductions,
  ...sequences,
  ...windows,
};
