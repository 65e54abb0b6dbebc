import type { Stream } from '@libp2p/interface';

/** What was read, or undefined where the asker closed its stream between two frames: that has simply ended. */
export async function readOrEnd<T>(stream: Stream, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (stream.remoteWriteStatus !== 'writable' && stream.readBufferLength === 0) return undefined;
    throw thrown;
  }
}
