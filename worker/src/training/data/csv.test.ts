import { describe, expect, test } from 'vitest';
import { parseLabelledCsv, scaleFeatures, splitRows } from './csv.ts';

describe('a CSV of numbers', () => {
  test('gives features, labels and the number of classes', () => {
    const table = parseLabelledCsv('# a comment\n0,16,1\r\n\n8, 4 ,0\n', 'some.csv');
    expect(table).toEqual({ features: 2, classes: 2, rows: 2, values: Float32Array.of(0, 16, 1, 8, 4, 0) });
  });

  test('is scaled by its largest feature, labels left alone', () => {
    const { values } = scaleFeatures(parseLabelledCsv('0,16,3\n8,4,0', 'some.csv'));
    expect([...values]).toEqual([0, 1, 3, 0.5, 0.25, 0]);
  });

  test.each([
    ['1,2,0\n1,0', 'digits.csv, line 2: 2 values, but the rows before have 3. Fix or remove the row.'],
    ['# x\n1,two,0', 'digits.csv, line 2, column 2: "two" is not a number. Fix or remove the row.'],
    ['1,,0', 'digits.csv, line 1, column 2: "" is not a number. Fix or remove the row.'],
    ['1,2,0.5', 'digits.csv, line 1, column 3: the label 0.5 is not a whole number from 0 to 999.'],
    ['1,2,-1', 'digits.csv, line 1, column 3: the label -1 is not a whole number from 0 to 999.'],
    ['7', 'digits.csv, line 1: one value is not enough; a row is features and a label.'],
    ['# nothing\n\n', 'digits.csv: no rows. Give comma-separated numbers, the label last.'],
  ])('says where %j is broken', (csv, message) => {
    expect(() => parseLabelledCsv(csv, 'digits.csv')).toThrow(
      expect.objectContaining({ code: 'BadData', message }),
    );
  });

  test('is split the same way every time, and completely', () => {
    const csv = Array.from({ length: 23 }, (_, i) => `${i},${i % 3}`).join('\n');
    const table = parseLabelledCsv(csv, 'some.csv');
    const { train, heldOut } = splitRows(table, 5);
    expect([train.rows, heldOut.rows]).toEqual([18, 5]);
    const features = [...train.values, ...heldOut.values].filter((_, i) => i % 2 === 0);
    expect(features.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i));
    expect(splitRows(table, 5)).toEqual({ train, heldOut });
  });
});
