// Convolutions with few products a chain, straight from the images: writing patches would cost more than multiplying
// them. Only where nothing lies in the padding. The chains are those of convolution.ts.

import { BLOCK, copyTile, multiplyTile, packPanel, STRIP, TILE_COLUMNS, TILE_ROWS } from './gemm';

/** Most values of a patch for which the filter gradient reads images directly. */
const FEW: i32 = 36;

/** Whether no tap ever lies in the padding. */
@inline
function fits(h: i32, w: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32): bool {
  const inHeight = (oh - 1) * sh + (kh - 1) * dh < h;
  return top == 0 && left == 0 && inHeight && (ow - 1) * sw + (kw - 1) * dw < w;
}

/** Images of one channel, neighbouring positions: four of them are one vector of the image. */
@inline
export function readsDirectly(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): bool {
  return c == 1 && sw == 1 && kh * kw <= BLOCK && m <= STRIP && fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
}

/** conv2d where `readsDirectly`. */
export function directConv2d(
  x: usize, filter: usize, y: usize, scratch: usize,
  n: i32, h: i32, w: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32, sh: i32, dh: i32, dw: i32,
): void {
  const depth = kh * kw;
  const row = <usize>m << 2;
  const tile = scratch + BLOCK * 16;
  const panels = tile + 128;
  let panel = panels;
  for (let column: i32 = 0; column < m; column += TILE_COLUMNS) {
    packPanel(filter + (<usize>column << 2), depth, min(TILE_COLUMNS, m - column), row, 4, panel);
    panel += <usize>depth << 5;
  }
  for (let g: i32 = 0; g < n * oh; g++) {
    const line = x + ((<usize>(g / oh) * <usize>(h * w) + <usize>((g % oh) * sh * w)) << 2);
    for (let position: i32 = 0; position < ow; position += TILE_ROWS) {
      const rows = min(TILE_ROWS, ow - position);
      let packed = scratch;
      for (let ky: i32 = 0; ky < kh; ky++) {
        let source = line + (<usize>(ky * dh * w + position) << 2);
        for (let kx: i32 = 0; kx < kw; kx++) {
          v128.store(packed, v128.load(source));
          packed += 16;
          source += <usize>dw << 2;
        }
      }
      panel = panels;
      for (let column: i32 = 0; column < m; column += TILE_COLUMNS) {
        const columns = min(TILE_COLUMNS, m - column);
        if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
          multiplyTile(scratch, panel, depth, y + (<usize>column << 2), row, true);
        } else {
          multiplyTile(scratch, panel, depth, tile, 32, true);
          copyTile(tile, 32, y + (<usize>column << 2), row, rows, columns);
        }
        panel += <usize>depth << 5;
      }
      y += <usize>rows * row;
    }
  }
}

@inline
export function gathersDirectly(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): bool {
  return kh * kw * c <= FEW && fits(h, w, kh, kw, oh, ow, sh, sw, dh, dw, top, left);
}

/** Where value `index` of a patch lies behind the patch's first. */
@inline
function offsetInPatch(index: i32, depth: i32, w: i32, c: i32, kw: i32, dh: i32, dw: i32): usize {
  const at = index < depth ? index : 0;
  const tap = at / c;
  return <usize>(((tap / kw) * dh * w + (tap % kw) * dw) * c + (at % c)) << 2;
}

/** conv2dFilterGradient where `gathersDirectly`: four values of the patches by eight of dy, over all positions. */
export function directFilterGradient(
  x: usize, dy: usize, dfilter: usize, scratch: usize,
  n: i32, h: i32, w: i32, c: i32, kh: i32, kw: i32, m: i32, oh: i32, ow: i32,
  sh: i32, sw: i32, dh: i32, dw: i32,
): void {
  const depth = kh * kw * c;
  const pixel = <usize>(sw * c) << 2;
  const outputs = <usize>m << 2;
  for (let row: i32 = 0; row < depth; row += TILE_ROWS) {
    const o0 = offsetInPatch(row, depth, w, c, kw, dh, dw);
    const o1 = offsetInPatch(row + 1, depth, w, c, kw, dh, dw);
    const o2 = offsetInPatch(row + 2, depth, w, c, kw, dh, dw);
    const o3 = offsetInPatch(row + 3, depth, w, c, kw, dh, dw);
    for (let column: i32 = 0; column < m; column += TILE_COLUMNS) {
      let c00 = f32x4.splat(0);
      let c01 = c00;
      let c10 = c00;
      let c11 = c00;
      let c20 = c00;
      let c21 = c00;
      let c30 = c00;
      let c31 = c00;
      let gradient = dy + (<usize>column << 2);
      for (let g: i32 = 0; g < n * oh; g++) {
        let p = x + ((<usize>((g / oh) * h + (g % oh) * sh) * <usize>(w * c)) << 2);
        const end = gradient + <usize>ow * outputs;
        while (gradient < end) {
          const left = v128.load(gradient);
          const right = v128.load(gradient, 16);
          let a = v128.load32_splat(p + o0);
          c00 = f32x4.add(c00, f32x4.mul(a, left));
          c01 = f32x4.add(c01, f32x4.mul(a, right));
          a = v128.load32_splat(p + o1);
          c10 = f32x4.add(c10, f32x4.mul(a, left));
          c11 = f32x4.add(c11, f32x4.mul(a, right));
          a = v128.load32_splat(p + o2);
          c20 = f32x4.add(c20, f32x4.mul(a, left));
          c21 = f32x4.add(c21, f32x4.mul(a, right));
          a = v128.load32_splat(p + o3);
          c30 = f32x4.add(c30, f32x4.mul(a, left));
          c31 = f32x4.add(c31, f32x4.mul(a, right));
          p += pixel;
          gradient += outputs;
        }
      }
      v128.store(scratch, c00);
      v128.store(scratch, c01, 16);
      v128.store(scratch, c10, 32);
      v128.store(scratch, c11, 48);
      v128.store(scratch, c20, 64);
      v128.store(scratch, c21, 80);
      v128.store(scratch, c30, 96);
      v128.store(scratch, c31, 112);
      const target = dfilter + <usize>row * outputs + (<usize>column << 2);
      copyTile(scratch, 32, target, outputs, min(TILE_ROWS, depth - row), min(TILE_COLUMNS, m - column));
    }
  }
}
