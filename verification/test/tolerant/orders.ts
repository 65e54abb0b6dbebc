import type { Random } from '../pinpoint/random.ts';

/** Adds up products on some device: any order, any tree, fused or not, rounding to nearest, up or down. */
export type Order = (a: readonly number[], b: readonly number[]) => number;

const { fround } = Math;

/** The neighbours of a real number among f32, as WGSL lets a device round to either. */
function either(random: Random, x: number): number {
  const near = fround(x);
  if (near === x || !Number.isFinite(near)) return near;
  const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(near) || 2 ** -149)), -126) - 23);
  return random.below(2) === 0 ? near : fround(near < x ? near + ulp : near - ulp);
}

const ascending: Order = (a, b) => a.reduce((sum, x, i) => fround(sum + fround(x * b[i]!)), 0);
const fused: Order = (a, b) => a.reduce((sum, x, i) => fround(sum + x * b[i]!), 0);
const inDouble: Order = (a, b) => fround(a.reduce((sum, x, i) => sum + x * b[i]!, 0));

/** Every way that a device may go about it, and some that only an adversary would choose. */
export function orders(random: Random): Order[] {
  const shuffled = (order: Order): Order => {
    return (a, b) => {
      const places = a.map((_, i) => i);
      for (let i = places.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [places[i], places[j]] = [places[j]!, places[i]!];
      }
      return order(
        places.map((i) => a[i]!),
        places.map((i) => b[i]!),
      );
    };
  };
  const sorted = (sign: number): Order => {
    return (a, b) => {
      const products = a.map((x, i) => [x * b[i]!, i] as const).sort(([x], [y]) => sign * (x - y));
      return ascending(
        products.map(([, i]) => a[i]!),
        products.map(([, i]) => b[i]!),
      );
    };
  };
  const tree: Order = (a, b) => {
    let level = a.map((x, i) => either(random, x * b[i]!));
    while (level.length > 1) {
      const at = random.below(level.length - 1);
      level = [...level.slice(0, at), either(random, level[at]! + level[at + 1]!), ...level.slice(at + 2)];
    }
    return level[0]!;
  };
  return [ascending, fused, inDouble, shuffled(ascending), shuffled(fused), sorted(1), sorted(-1), tree];
}
