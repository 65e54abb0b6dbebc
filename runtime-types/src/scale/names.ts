/**
 * The Rust spelling of a TypeScript name: `unitsPerStep` → `units_per_step`. Code says field and call names in
 * camelCase, metadata says them as a FRAME runtime would.
 */
export function snakeCase(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}
