import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What there is none of, since a node here has no network, by Substrate's names: dashboards and alerts look for it. */
const GAUGES: readonly (readonly [name: string, help: string])[] = [
  ['substrate_sub_libp2p_peers_count', 'Number of connected peers'],
  ['substrate_sub_libp2p_is_major_syncing', 'Whether the node is performing a major sync or not.'],
  ['substrate_sub_libp2p_peerset_num_discovered', 'Number of nodes stored in the peerset manager'],
  ['substrate_sub_libp2p_pending_connections', 'Number of connections in the process of being established'],
  ['substrate_sub_libp2p_listeners_local_addresses', "Number of local addresses we're listening on"],
  ['substrate_sync_peers', 'Number of peers we sync with'],
  ['substrate_sync_queued_blocks', 'Number of blocks in import queue'],
  ['substrate_sync_fork_targets', 'Number of fork sync targets'],
  ['substrate_sync_extra_justifications', 'Number of extra justifications requests'],
];

const COUNTERS: readonly (readonly [name: string, help: string, labels?: readonly [string, ...string[]]])[] =
  [
    [
      'substrate_sub_libp2p_incoming_connections_total',
      'Total number of incoming connections on the listening sockets',
    ],
    ['substrate_sub_libp2p_network_bytes_total', 'Total bandwidth usage', ['direction', 'in', 'out']],
    [
      'substrate_sub_libp2p_connections_opened_total',
      'Total number of connections opened by direction',
      ['direction', 'in', 'out'],
    ],
    [
      'substrate_sub_libp2p_connections_closed_total',
      'Total number of connections closed, by direction',
      ['direction', 'in', 'out'],
    ],
    ['substrate_sync_import_queue_blocks_submitted', 'Number of blocks submitted to the import queue.'],
    [
      'substrate_import_queue_processed_total',
      'Blocks processed by import queue',
      ['result', 'success', 'failure'],
    ],
  ];

const HISTOGRAMS: typeof COUNTERS = [
  ['substrate_block_verification_and_import_time', 'Time taken to verify and import blocks'],
  ['substrate_block_verification_time', 'Time taken to verify blocks', ['result', 'success', 'failure']],
];

/** Zeroes under the names that concern peers and blocks from elsewhere. */
export function absentNetwork(registry: Registry): void {
  const registers = [registry];
  for (const [name, help] of GAUGES) new Gauge({ name, help, registers }).set(0);
  for (const [name, help, [label, ...values] = []] of COUNTERS) {
    const counter = new Counter({ name, help, registers, labelNames: label === undefined ? [] : [label] });
    if (label !== undefined) for (const value of values) counter.inc({ [label]: value }, 0);
  }
  for (const [name, help, [label, ...values] = []] of HISTOGRAMS) {
    const histogram = new Histogram({
      name,
      help,
      registers,
      labelNames: label === undefined ? [] : [label],
    });
    if (label !== undefined) for (const value of values) histogram.zero({ [label]: value });
  }
}
