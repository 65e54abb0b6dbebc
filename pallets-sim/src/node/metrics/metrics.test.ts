import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec, fakeTransaction } from '../../../test/fake-runtime.ts';
import { connect } from '../../../test/rpc-client.ts';
import { startNode } from '../node.ts';

const start = (port: number, isOptional = false) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    prometheus: { port, isOptional },
    name: 'tester',
    logs: () => silent,
    now: Date.now,
  });

/** The values of a scrape, by name and labels. */
async function scrape(port: number | undefined): Promise<(name: string) => number | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const lines = (await response.text()).split('\n').filter((line) => line && !line.startsWith('#'));
  const values = new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
  return (name) => values.get(name);
}

describe('metrics', () => {
  it('are those that dashboards of Substrate nodes show', async () => {
    await using node = await start(0);
    await using client = await connect(node.url);
    await node.pool.submit(fakeTransaction({ who: 1, nonce: 0 }));
    await client.call('engine_createBlock', true, true);
    await node.pool.submit(fakeTransaction({ who: 1, nonce: 1 }));
    await node.pool.submit(fakeTransaction({ who: 1, nonce: 5 }));
    await client.call('chain_getHeader', 'nonsense');
    await client.call('no_such_method');
    const value = await scrape(node.prometheusPort);
    for (const status of ['best', 'finalized', 'sync_target']) {
      expect(value(`substrate_block_height{status="${status}",chain="fake"}`)).toBe(1);
    }
    expect(value('substrate_ready_transactions_number{chain="fake"}')).toBe(1);
    expect(value('plumbline_future_transactions_number{chain="fake"}')).toBe(1);
    expect(value('substrate_build_info{name="tester",version="0.1.0",chain="fake"}')).toBe(1);
    expect(value('substrate_proposer_block_constructed_count{chain="fake"}')).toBe(1);
    expect(value('substrate_proposer_number_of_transactions{chain="fake"}')).toBe(1);
    expect(value('substrate_rpc_sessions_opened{chain="fake"}')).toBe(1);
    const call = 'protocol="ws",method="chain_getHeader"';
    expect(value(`substrate_rpc_calls_started{${call},chain="fake"}`)).toBe(1);
    expect(value(`substrate_rpc_calls_finished{${call},is_error="true",chain="fake"}`)).toBe(1);
    expect(value(`substrate_rpc_calls_time_count{chain="fake",${call}}`)).toBe(1);
    expect(
      value('substrate_rpc_calls_started{protocol="ws",method="no_such_method",chain="fake"}'),
    ).toBeUndefined();
    const other = await fetch(`http://127.0.0.1:${node.prometheusPort}/`);
    expect(other.status).toBe(404);
  });

  it('keep a node from starting when their port is in use, unless nobody asked for them', async () => {
    await using node = await start(0);
    const port = node.prometheusPort!;
    await expect(start(port)).rejects.toMatchObject({ code: 'PortInUse' });
    await using other = await start(port, true);
    expect(other.prometheusPort).toBeUndefined();
  });
});
