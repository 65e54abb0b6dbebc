// Which convolutions direct.ts and direct-filter.ts take, and how much scratch they need. In floats, because what
// somebody asks for may be more than there can be.

/** Longest chain whose panel of the filter stays in the first-level cache. */
const MOST_VALUES: f64 = 512;
/** Largest image with zeros around it, in bytes. */
const MOST_BYTES: f64 = 1048576;
/** Bytes of a tile of 4 × 8 values. */
export const TILE_BYTES: usize = 128;

/** Rows (or columns) of the image with zeros around it, of which positions read. */
@inline
export function spanOf(outputs: i32, stride: i32, taps: i32, dilation: i32): f64 {
  return <f64>(outputs - 1) * <f64>stride + <f64>(taps - 1) * <f64>dilation + 1;
}

/** Whether no tap ever lies in the padding. */
@inline
export function fits(h: i32, w: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32): bool {
  return top == 0 && left == 0 && spanOf(oh, sh, kh, dh) <= <f64>h && spanOf(ow, sw, kw, dw) <= <f64>w;
}

/** Bytes of the image with zeros around it that conv2d and the filter's gradient read. */
@inline
function inputBytes(c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, dh: i32, dw: i32): f64 {
  return spanOf(oh, sh, kh, dh) * spanOf(ow, sw, kw, dw) * <f64>c * 4;
}

/** The same of the gradient that the input's gradient reads: its values are as far apart as the strides say. */
@inline
function gradientBytes(h: i32, w: i32, kh: i32, kw: i32, m: i32, dh: i32, dw: i32): f64 {
  return spanOf(h, 1, kh, dh) * spanOf(w, 1, kw, dw) * <f64>m * 4;
}

@inline
export function readsInput(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): bool {
  return fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left) || inputBytes(c, kh, kw, oh, ow, sh, sw, dh, dw) <= MOST_BYTES;
}

@inline
export function convolvesDirectly(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): bool {
  const short = <f64>kh * <f64>kw * <f64>c <= MOST_VALUES;
  return short && readsInput(h, w, c, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
}

@inline
export function goesBackDirectly(h: i32, w: i32, kh: i32, kw: i32, m: i32, dh: i32, dw: i32): bool {
  return <f64>kh * <f64>kw * <f64>m <= MOST_VALUES && gradientBytes(h, w, kh, kw, m, dh, dw) <= MOST_BYTES;
}

/** Bytes of scratch for `positions` positions, chains of `depth` values and `outputs` of them, and an image. */
@inline
function directBytes(positions: f64, depth: f64, outputs: i32, image: f64): f64 {
  return TILE_BYTES + positions * 4 + 32 + MOST_VALUES * 4 + depth * <f64>((outputs + 7) & ~7) * 4 + image + 64;
}

/** Scratch of directConv2d, in bytes. */
export function directConv2dBytes(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): f64 {
  const image = fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left) ? 0 : inputBytes(c, kh, kw, oh, ow, sh, sw, dh, dw);
  return directBytes(<f64>oh * <f64>ow, <f64>(kh * kw * c), m, image);
}

/** Scratch of directInputGradient, in bytes. */
export function directInputGradientBytes(h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, dh: i32, dw: i32): f64 {
  return directBytes(<f64>h * <f64>w, <f64>(kh * kw * m), c, gradientBytes(h, w, kh, kw, m, dh, dw));
}

/** Scratch of directFilterGradient, in bytes. */
export function directFilterGradientBytes(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): f64 {
  const image = fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left) ? 0 : inputBytes(c, kh, kw, oh, ow, sh, sw, dh, dw);
  const tiles = Math.ceil(<f64>kh * <f64>kw * <f64>c / 4) * Math.ceil(<f64>m / 8);
  return tiles * <f64>TILE_BYTES + image + 64;
}
