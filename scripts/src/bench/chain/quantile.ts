/** The value that this share of the values is not above: 0.5 for the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new TypeError('there are no values');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
