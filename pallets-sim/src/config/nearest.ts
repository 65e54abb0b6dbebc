/** The name that somebody may have meant: the one that takes the fewest changes of a letter, if they are few. */
export function nearest(given: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of names) {
    const changes = editDistance(given, name);
    if (changes < fewest) [best, fewest] = [name, changes];
  }
  return best;
}

/** How many letters to insert, remove, replace, or swap with the next to make one text of the other. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replace = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let changes = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        changes = Math.min(changes, (before[j - 2] ?? 0) + 1);
      }
      row.push(changes);
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
