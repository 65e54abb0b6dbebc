import { CHECKERS_ATTACKS } from './checkers.ts';
import { SOLVERS_ATTACKS } from './solvers.ts';
import { attack, inUnits } from './strategy.ts';
import { TRAININGS } from './trainings.ts';
import { WITNESSES_ATTACKS } from './witnesses.ts';

/** `npm run adversaries`: every strategy against the pallets, and what it earned; fails when one paid. */
const rows: string[][] = [['strategy', 'idea', 'stopped by', 'gained', 'honest', 'blocks', '']];
let paid = 0;
for (const strategy of [...TRAININGS, ...SOLVERS_ATTACKS, ...CHECKERS_ATTACKS, ...WITNESSES_ATTACKS]) {
  const { name, idea, foundBy, gain, honestly, leastOfHonest, conserved, blocks } = await attack(strategy);
  const isSound = gain <= honestly && leastOfHonest >= 0n && conserved;
  if (!isSound) paid += 1;
  const verdict = isSound ? '' : 'IT PAYS';
  rows.push([name, idea, foundBy, inUnits(gain), inUnits(honestly), String(blocks), verdict]);
}
const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
for (const row of rows) {
  const cells = row.map((cell, column) =>
    column >= 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
  );
  process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
}
process.stdout.write(`\n${rows.length - 1} strategies, ${paid} of them paid; amounts in PLB\n`);
process.exitCode = paid === 0 ? 0 : 1;
