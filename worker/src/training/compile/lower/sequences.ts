import { elementCount } from '@plumbline/verification/graph/shape';
import { type KernelCall, type Lowering, type Lowerings, numberAttribute } from './kernel.ts';

/** Numbers a step apart, each made of the one before as tfjs makes them: a constant of the graph. */
function counted(stepOf: (call: KernelCall, start: number, stop: number) => number): Lowering {
  return (build, call) => {
    const [start, stop] = [numberAttribute(call, 'start'), numberAttribute(call, 'stop')];
    const step = stepOf(call, start, stop);
    const values = new Float32Array(elementCount(call.shape)).fill(start);
    for (let i = 1; i < values.length; i++) values[i] = (values[i - 1] ?? 0) + step;
    return build.constant(values, call.shape);
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
