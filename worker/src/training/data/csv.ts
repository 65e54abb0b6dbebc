import { permute } from '@plumbline/verification/random/permute';
import { DataError } from '../error.ts';

/** Numbers in rows of equal length, the last column being the class. */
export interface LabelledTable {
  readonly features: number;
  readonly classes: number;
  /** Rows of `features` values and the label, one after the other. */
  readonly values: Float32Array;
  readonly rows: number;
}

/** Classes beyond this are taken for a mistake in the label column. */
const MAX_CLASSES = 1000;

/**
 * Reads comma-separated numbers; lines that begin with `#` and empty lines are skipped.
 *
 * @param file name of the file, for error messages
 * @throws DataError naming file, line and what is wrong with it.
 */
export function parseLabelledCsv(csv: string, file: string): LabelledTable {
  const values: number[] = [];
  let columns = 0;
  let classes = 0;
  csv.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const where = `${file}, line ${i + 1}`;
    const cells = line.split(',');
    columns ||= cells.length;
    if (cells.length < 2)
      throw new DataError(`${where}: one value is not enough; a row is features and a label.`);
    if (cells.length !== columns) {
      throw new DataError(
        `${where}: ${cells.length} values, but the rows before have ${columns}. Fix or remove the row.`,
      );
    }
    const numbers = cells.map((cell, column) => toNumber(cell, `${where}, column ${column + 1}`));
    const label = numbers.at(-1) ?? 0;
    if (!Number.isInteger(label) || label < 0 || label >= MAX_CLASSES) {
      throw new DataError(
        `${where}, column ${columns}: the label ${label} is not a whole number from 0 to ${MAX_CLASSES - 1}.`,
      );
    }
    classes = Math.max(classes, label + 1);
    for (const number of numbers) values.push(number);
  });
  if (values.length === 0)
    throw new DataError(`${file}: no rows. Give comma-separated numbers, the label last.`);
  return { features: columns - 1, classes, values: Float32Array.from(values), rows: values.length / columns };
}

function toNumber(cell: string, where: string): number {
  const number = Number(cell);
  if (cell.trim() === '' || !Number.isFinite(number)) {
    throw new DataError(`${where}: ${JSON.stringify(cell.trim())} is not a number. Fix or remove the row.`);
  }
  return number;
}

/** Features divided by the largest absolute one, so that they lie within [-1, 1]; pixels 0 to 16 become 0 to 1. */
export function scaleFeatures(table: LabelledTable): LabelledTable {
  const columns = table.features + 1;
  const isFeature = (i: number): boolean => i % columns < table.features;
  let largest = 0;
  table.values.forEach((value, i) => {
    if (isFeature(i)) largest = Math.max(largest, Math.abs(value));
  });
  const scale = largest || 1;
  return { ...table, values: table.values.map((value, i) => (isFeature(i) ? value / scale : value)) };
}

/** The split does not depend on a task's seed: everybody holds out the same rows. */
const SPLIT_SEED = new Uint8Array(32);

/** Draws every `every`-th row, in a fixed random order, to be held out. */
export function splitRows(
  table: LabelledTable,
  every: number,
): { train: LabelledTable; heldOut: LabelledTable } {
  const order = Array.from({ length: table.rows }, (_, i) => permute(SPLIT_SEED, 0, i, table.rows));
  const take = (rows: readonly number[]): LabelledTable => {
    const columns = table.features + 1;
    const values = new Float32Array(rows.length * columns);
    rows.forEach((row, i) => {
      values.set(table.values.subarray(row * columns, (row + 1) * columns), i * columns);
    });
    return { ...table, values, rows: rows.length };
  };
  return {
    train: take(order.filter((_, i) => i % every !== 0)),
    heldOut: take(order.filter((_, i) => i % every === 0)),
  };
}
