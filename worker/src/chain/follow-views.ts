import { messageOf } from '../errors.ts';
import { followHeads } from './blocks.ts';
import type { Connection } from './connection.ts';
import type { Block, ChainReader, ChainView } from './view.ts';

/** Hands on a view of each new block; of blocks that come faster than views can be made, only the newest. */
export async function followViews(
  connection: Connection,
  reader: ChainReader,
  signal: AbortSignal,
  onView: (view: ChainView) => void,
  onError: (reason: string) => void,
): Promise<void> {
  let newest: Block | undefined;
  let reading = false;
  const read = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    while (newest !== undefined && !signal.aborted) {
      const block = newest;
      newest = undefined;
      try {
        const view = await reader.view(block);
        connection.sameChain.remember(block);
        onView(view);
      } catch (thrown) {
        if (!signal.aborted) onError(messageOf(thrown));
      }
    }
    reading = false;
  };
  await followHeads(
    connection.api,
    (block) => {
      newest = block;
      void read();
    },
    signal,
  );
}
