import type { Duplex } from 'node:stream';

/** What is sent before the event loop goes on is written at once: a system call for each answer would cost more than it. */
export function sentTogether(socket: Duplex): () => void {
  let isGathering = false;
  return () => {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(() => {
      isGathering = false;
      socket.uncork();
    });
  };
}
