// Depthwise convolutions: every channel has filters of its own. With one filter a channel, vectors hold chains of
// neighbouring channels; values in the padding are +0 and multiplied like others. Vectors may write past the last
// channel: the next position overwrites that, or it falls into the room behind the tensor.

import { inputOf, outputOf } from './window';

export function depthwiseConv2d(
  x: usize, filter: usize, y: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, q: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  const outputs = <usize>(c * q) << 2;
  for (let g: i32 = 0; g < n * oh; g++) {
    const image = x + <usize>(g / oh) * <usize>(h * w) * pixel;
    const row = g % oh;
    for (let column: i32 = 0; column < ow; column++) {
      if (q == 1) {
        for (let o: usize = 0; o < outputs; o += 16) {
          let total = f32x4.splat(0);
          let f = filter + o;
          for (let ky: i32 = 0; ky < kh; ky++) {
            const atY = inputOf(row, ky, sh, dh, top, h);
            for (let kx: i32 = 0; kx < kw; kx++) {
              const atX = inputOf(column, kx, sw, dw, left, w);
              const inside = atY >= 0 && atX >= 0;
              const value = inside ? v128.load(image + <usize>(atY * w + atX) * pixel + o) : f32x4.splat(0);
              total = f32x4.add(total, f32x4.mul(value, v128.load(f)));
              f += outputs;
            }
          }
          v128.store(y + o, total);
        }
      } else {
        for (let o: i32 = 0; o < c * q; o++) {
          let total: f32 = 0;
          let f = filter + (<usize>o << 2);
          for (let ky: i32 = 0; ky < kh; ky++) {
            const atY = inputOf(row, ky, sh, dh, top, h);
            for (let kx: i32 = 0; kx < kw; kx++) {
              const atX = inputOf(column, kx, sw, dw, left, w);
              const inside = atY >= 0 && atX >= 0;
              const value = inside ? load<f32>(image + <usize>(atY * w + atX) * pixel + (<usize>(o / q) << 2)) : <f32>0;
              total = total + value * load<f32>(f);
              f += outputs;
            }
          }
          store<f32>(y + (<usize>o << 2), total);
        }
      }
      y += outputs;
    }
  }
}

export function depthwiseConv2dInputGradient(
  dy: usize, filter: usize, dx: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, q: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  const outputs = <usize>(c * q) << 2;
  for (let g: i32 = 0; g < n * h; g++) {
    const image = dy + <usize>(g / h) * <usize>(oh * ow) * outputs;
    const row = g % h;
    for (let column: i32 = 0; column < w; column++) {
      if (q == 1) {
        for (let o: usize = 0; o < pixel; o += 16) {
          let total = f32x4.splat(0);
          let f = filter + o;
          for (let ky: i32 = 0; ky < kh; ky++) {
            const atY = outputOf(row, ky, sh, dh, top, oh);
            for (let kx: i32 = 0; kx < kw; kx++) {
              const atX = outputOf(column, kx, sw, dw, left, ow);
              const found = atY >= 0 && atX >= 0;
              const value = found ? v128.load(image + <usize>(atY * ow + atX) * outputs + o) : f32x4.splat(0);
              total = f32x4.add(total, f32x4.mul(value, v128.load(f)));
              f += outputs;
            }
          }
          v128.store(dx + o, total);
        }
      } else {
        for (let channel: i32 = 0; channel < c; channel++) {
          let total: f32 = 0;
          for (let ky: i32 = 0; ky < kh; ky++) {
            const atY = outputOf(row, ky, sh, dh, top, oh);
            for (let kx: i32 = 0; kx < kw; kx++) {
              const atX = outputOf(column, kx, sw, dw, left, ow);
              const found = atY >= 0 && atX >= 0;
              const from = image + <usize>(atY * ow + atX) * outputs;
              const f = filter + <usize>(ky * kw + kx) * outputs;
              for (let j: i32 = channel * q; j < (channel + 1) * q; j++) {
                const value = found ? load<f32>(from + (<usize>j << 2)) : <f32>0;
                total = total + value * load<f32>(f + (<usize>j << 2));
              }
            }
          }
          store<f32>(dx + (<usize>channel << 2), total);
        }
      }
      dx += pixel;
    }
  }
}

export function depthwiseConv2dFilterGradient(
  x: usize, dy: usize, dfilter: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, q: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const pixel = <usize>c << 2;
  const outputs = <usize>(c * q) << 2;
  const step: usize = q == 1 ? 16 : 4;
  for (let ky: i32 = 0; ky < kh; ky++) {
    for (let kx: i32 = 0; kx < kw; kx++) {
      for (let o: usize = 0; o < outputs; o += step) {
        let total = f32x4.splat(0);
        let sum: f32 = 0;
        const channel = (<usize>(<i32>(o >> 2) / q)) << 2;
        let from = dy + o;
        for (let g: i32 = 0; g < n * oh; g++) {
          const image = x + <usize>(g / oh) * <usize>(h * w) * pixel;
          const atY = inputOf(g % oh, ky, sh, dh, top, h);
          for (let column: i32 = 0; column < ow; column++) {
            const atX = inputOf(column, kx, sw, dw, left, w);
            const inside = atY >= 0 && atX >= 0;
            const at = image + <usize>(atY * w + atX) * pixel;
            if (q == 1) {
              const value = inside ? v128.load(at + o) : f32x4.splat(0);
              total = f32x4.add(total, f32x4.mul(value, v128.load(from)));
            } else {
              const value = inside ? load<f32>(at + channel) : <f32>0;
              sum = sum + value * load<f32>(from);
            }
            from += outputs;
          }
        }
        if (q == 1) v128.store(dfilter + o, total);
        else store<f32>(dfilter + o, sum);
      }
      dfilter += outputs;
    }
  }
}
