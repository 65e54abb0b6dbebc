/** Asks a development node for something that only those answer. */
async function ask(rpc: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(rpc.replace('ws:', 'http:'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** Blocks as they are needed, so that no deadline comes while somebody is busy; or one every 200 ms again. */
export async function setClock(rpc: string, clock: 'stopped' | 'running'): Promise<void> {
  await ask(rpc, 'dev_setBlockBuildMode', [clock === 'stopped' ? 'Instant' : 200]);
}

/** Makes all blocks up to this one at once, as if that much time had passed. */
export async function passUntil(rpc: string, block: number): Promise<void> {
  const header = (await ask(rpc, 'chain_getHeader', [])) as { number: string };
  const count = block - Number(header.number);
  if (count > 0) await ask(rpc, 'dev_newBlock', [{ count }]);
}
