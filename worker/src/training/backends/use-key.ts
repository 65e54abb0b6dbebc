/** A text that is the same for calls that are: JSON alone has one word for ±∞ and NaN, and none for -0. */
export function useKey(use: object): string {
  return JSON.stringify(use, (_, value: unknown) => {
    const isOdd = typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0));
    return isOdd ? { odd: Object.is(value, -0) ? '-0' : String(value) } : value;
  });
}
