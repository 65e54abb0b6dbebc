import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { loadPeerKey } from './identity.ts';
import { startPeerNode } from './peer-node.ts';

test('an address on which nobody can listen is named in one line', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as { port: number };
  const key = await loadPeerKey(await temporaryFolder());
  for (const address of [`/ip4/127.0.0.1/tcp/${port}`, '/ip4/127.0.0.1', 'nonsense']) {
    await expect(startPeerNode({ key, listen: [address] })).rejects.toMatchObject({
      code: 'ListenFailed',
      message: expect.stringMatching(
        /^cannot listen on [^\n]*\(.+\); choose a free port with --listen[^\n]*$/,
      ),
    });
  }
});
