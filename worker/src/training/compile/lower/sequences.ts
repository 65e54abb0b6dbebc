import { elementCount } from '@plumbline/verification/graph/shape';
import {
  EXACT_WHOLE,
  type KernelCall,
  type Lowering,
  type Lowerings,
  numberAttribute,
  unsupported,
} from './kernel.ts';

/** Numbers a step apart, each made of the one before as tfjs makes them: a constant of the graph. */
function counted(stepOf: (call: KernelCall, start: number, stop: number) => number): Lowering {
  return (build, call) => {
    const [start, stop] = [numberAttribute(call, 'start'), numberAttribute(call, 'stop')];
    const step = stepOf(call, start, stop);
    const count = elementCount(call.shape);
    const values = (call.dtype === 'int32' ? new Int32Array(count) : new Float32Array(count)).fill(start);
    for (let i = 1; i < values.length; i++) values[i] = (values[i - 1] ?? 0) + step;
    if (values.some((value) => Math.abs(value) > EXACT_WHOLE && call.dtype === 'int32')) {
      throw unsupported(call, `counts beyond ${EXACT_WHOLE}, where not every whole number is an f32`);
    }
    return build.constant(Float32Array.from(values), call.shape);
  };
}

/** Kernels that count. */
export const sequences: Lowerings = {
  Range: counted((call, start, stop) => {
    const step = numberAttribute(call, 'step', 1);
    return stop < start && step === 1 ? -1 : step;
  }),
  LinSpace: counted((call, start, stop) => (stop - start) / (numberAttribute(call, 'num') - 1)),
};
