import { RoleError } from '../roles/errors.ts';

/** Digits after the point of one token. */
const DECIMALS = 12;
const UNIT = 10n ** BigInt(DECIMALS);

/** Reads an amount of tokens such as `400` or `0.25`, without rounding. */
export function parseAmount(text: string, what: string): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const fraction = match?.[2] ?? '';
  if (match === null || fraction.length > DECIMALS) {
    const message = `${what} "${text}" is no amount of tokens; give one such as 400 or 0.25 (at most ${DECIMALS} digits after the point)`;
    throw new RoleError('InvalidOption', message, { text });
  }
  return BigInt(match[1] ?? '0') * UNIT + BigInt(fraction.padEnd(DECIMALS, '0'));
}

/** `1.25`, of tokens; exact. */
export function formatAmount(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % UNIT).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${size / UNIT}${fraction === '' ? '' : `.${fraction}`}`;
}
