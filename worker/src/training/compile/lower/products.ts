import type { Shape } from '@plumbline/verification/graph/types';
import type { GraphBuilder, Value } from '../builder.ts';
import { activate } from './elementwise.ts';
import { input, type KernelCall, type Lowerings } from './kernel.ts';

function withBatch(build: GraphBuilder, x: Value, batch: Shape): Value {
  return build.broadcast(x, [...batch, ...x.shape.slice(-2)]);
}

function product(build: GraphBuilder, call: KernelCall): Value {
  const a = input(call, 'a');
  const b = input(call, 'b');
  const batch = call.shape.slice(0, -2);
  const result = build.matmul(
    withBatch(build, a, batch),
    withBatch(build, b, batch),
    call.attributes.transposeA === true,
    call.attributes.transposeB === true,
  );
  return build.reshape(result, call.shape);
}

/** Matrix products. */
export const products: Lowerings = {
  BatchMatMul: product,
  _FusedMatMul: (build, call) => {
    const result = product(build, call);
    const bias = call.inputs.bias;
    return activate(build, call, bias ? build.binary('add', result, bias) : result);
  },
};
