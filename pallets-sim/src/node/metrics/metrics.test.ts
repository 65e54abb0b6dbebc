import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../test/fake-transaction.ts';
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

/** As a node of Substrate serves them, of those that an operator's dashboards and alerting rules ask for. */
const OF_SUBSTRATE = [
  'substrate_block_height gauge',
  'substrate_block_verification_and_import_time histogram',
  'substrate_block_verification_time histogram',
  'substrate_build_info gauge',
  'substrate_database_cache_bytes gauge',
  'substrate_import_queue_processed_total counter',
  'substrate_node_roles gauge',
  'substrate_number_leaves gauge',
  'substrate_process_start_time_seconds gauge',
  'substrate_proposer_block_constructed histogram',
  'substrate_proposer_block_proposal_time histogram',
  'substrate_proposer_create_inherents_time histogram',
  'substrate_proposer_end_proposal_reason counter',
  'substrate_proposer_number_of_transactions gauge',
  'substrate_ready_transactions_number gauge',
  'substrate_rpc_calls_finished counter',
  'substrate_rpc_calls_started counter',
  'substrate_rpc_calls_time histogram',
  'substrate_rpc_sessions_closed counter',
  'substrate_rpc_sessions_time histogram',
  'substrate_rpc_sessions_opened counter',
  'substrate_sub_libp2p_connections_closed_total counter',
  'substrate_sub_libp2p_connections_opened_total counter',
  'substrate_sub_libp2p_incoming_connections_total counter',
  'substrate_sub_libp2p_is_major_syncing gauge',
  'substrate_sub_libp2p_listeners_local_addresses gauge',
  'substrate_sub_libp2p_network_bytes_total counter',
  'substrate_sub_libp2p_peers_count gauge',
  'substrate_sub_libp2p_peerset_num_discovered gauge',
  'substrate_sub_libp2p_pending_connections gauge',
  'substrate_sub_txpool_block_transactions_pruned counter',
  'substrate_sub_txpool_block_transactions_resubmitted counter',
  'substrate_sub_txpool_submitted_transactions counter',
  'substrate_sub_txpool_validations_finished counter',
  'substrate_sub_txpool_validations_invalid counter',
  'substrate_sub_txpool_validations_scheduled counter',
  'substrate_sync_extra_justifications gauge',
  'substrate_sync_fork_targets gauge',
  'substrate_sync_import_queue_blocks_submitted counter',
  'substrate_sync_peers gauge',
  'substrate_sync_queued_blocks gauge',
];

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
    const failed = 'is_rate_limited="false",is_error="true"';
    expect(value(`substrate_rpc_calls_finished{${call},${failed},chain="fake"}`)).toBe(1);
    expect(value(`substrate_rpc_calls_time_count{chain="fake",${call},is_rate_limited="false"}`)).toBe(1);
    const unknown = 'protocol="ws",method="unknown"';
    expect(value(`substrate_rpc_calls_started{${unknown},chain="fake"}`)).toBe(1);
    expect(value(`substrate_rpc_calls_finished{${unknown},${failed},chain="fake"}`)).toBe(1);
    for (const [name, count] of [
      ['submitted_transactions', 3],
      ['validations_scheduled', 3],
      ['validations_finished', 3],
      ['validations_invalid', 0],
      ['block_transactions_pruned', 2],
      ['block_transactions_resubmitted', 0],
    ] as const) {
      expect(value(`substrate_sub_txpool_${name}{chain="fake"}`), name).toBe(count);
    }
    expect(value('substrate_proposer_end_proposal_reason{reason="no_more_transactions",chain="fake"}')).toBe(
      1,
    );
    expect(value('substrate_sub_libp2p_network_bytes_total{direction="in",chain="fake"}')).toBe(0);
    const other = await fetch(`http://127.0.0.1:${node.prometheusPort}/`);
    expect(other.status).toBe(404);
  });

  it('have the names and types that Substrate gives them, and no others', async () => {
    await using node = await start(0);
    const text = await (await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`)).text();
    const types = [...text.matchAll(/^# TYPE (substrate_\S+ \S+)$/gm)].map(([, type]) => type);
    expect(types.sort()).toEqual([...OF_SUBSTRATE].sort());
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_open_fds']) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });

  it('keep a node from starting when their port is in use, unless nobody asked for them', async () => {
    await using node = await start(0);
    const port = node.prometheusPort!;
    await expect(start(port)).rejects.toMatchObject({ code: 'PortInUse' });
    await using other = await start(port, true);
    expect(other.prometheusPort).toBeUndefined();
  });
});
