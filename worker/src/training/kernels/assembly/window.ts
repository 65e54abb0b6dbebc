// Where the taps of a filter or window lie along one axis.

/** The input under tap `tap` of output position `output`; -1 in the padding. */
@inline
export function inputOf(output: i32, tap: i32, stride: i32, dilation: i32, before: i32, inputs: i32): i32 {
  const at = output * stride + tap * dilation - before;
  return at >= 0 && at < inputs ? at : -1;
}

/** The output position whose tap `tap` lies at `input`; -1 when there is none. */
@inline
export function outputOf(input: i32, tap: i32, stride: i32, dilation: i32, before: i32, outputs: i32): i32 {
  const at = input + before - tap * dilation;
  if (at < 0) return -1;
  if (stride == 1) return at < outputs ? at : -1;
  if (at % stride != 0) return -1;
  const output = at / stride;
  return output < outputs ? output : -1;
}

/** Values of a window that do not lie in the padding, along one axis. */
@inline
export function inside(output: i32, taps: i32, stride: i32, before: i32, inputs: i32): i32 {
  const first = output * stride - before;
  return min(first + taps, inputs) - max(first, 0);
}
