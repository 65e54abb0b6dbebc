import type { Database } from '../src/storage/database.ts';

/** How many keys are read from a database while `work` is done. */
export async function keysRead(database: Database, work: () => Promise<unknown>): Promise<number> {
  const original = database.keys;
  let count = 0;
  const counting: typeof database.keys = (options?: object) => {
    const iterator = original.call(database, options ?? {});
    const [next, all] = [iterator.next.bind(iterator), iterator.all.bind(iterator)];
    iterator.next = async () => {
      count++;
      return next();
    };
    iterator.all = async () => {
      const keys = await all();
      count += keys.length;
      return keys;
    };
    return iterator as never;
  };
  database.keys = counting;
  try {
    await work();
  } finally {
    database.keys = original;
  }
  return count;
}
