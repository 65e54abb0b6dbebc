/**
 * JSON whose whole numbers beyond 2^53 (balances, mostly) stay exact: they are read as bigint and written back as the
 * number they were.
 */

/** What a reviver is told about the text of a primitive. */
type Context = { readonly source?: string };

/** Like `JSON.parse`, with whole numbers that a double cannot hold as bigint. Throws `SyntaxError`. */
export function parseLossless(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: Context): unknown => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source ?? '';
    return /^-?\d+$/.test(source) ? BigInt(source) : value;
  };
  return JSON.parse(text, reviver);
}

/** Like `JSON.stringify`, with bigint written as a number. */
export function stringifyLossless(value: unknown, indent = ''): string {
  return write(value, indent, indent ? '\n' : '');
}

function write(value: unknown, indent: string, lineStart: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const inner = lineStart + indent;
  const items = Array.isArray(value)
    ? value.map((item) => write(item, indent, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}:${indent && ' '}${write(item, indent, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return items.length === 0
    ? `${open}${close}`
    : `${open}${inner}${items.join(`,${inner}`)}${lineStart}${close}`;
}

/** JSON merge patch (RFC 7396), as Substrate applies a genesis patch: objects merge, null removes, the rest replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** Whether the value is a JSON object (not null, not a list). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
