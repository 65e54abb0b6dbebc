const DECIMALS = 12n;
const UNIT = 10n ** DECIMALS;

/** A balance for people: `1.25 UNIT`. */
export function formatBalance(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const value = amount < 0n ? -amount : amount;
  const fraction = (value % UNIT).toString().padStart(Number(DECIMALS), '0').slice(0, 6).replace(/0+$/, '');
  return `${sign}${value / UNIT}${fraction === '' ? '' : `.${fraction}`} UNIT`;
}

/** A change of balance, with its sign. */
export function formatChange(amount: bigint): string {
  return amount > 0n ? `+${formatBalance(amount)}` : formatBalance(amount);
}
