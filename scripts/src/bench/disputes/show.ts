/** `10^6` */
export function power(size: number): string {
  return `10^${Math.log10(size).toFixed(0)}`;
}
