import { checkNode, checkShape } from '../operators/check-node.ts';
import { programLength } from '../operators/registry.ts';
import { checkInit } from './check-init.ts';
import { GraphError } from './errors.ts';
import { MAX_BATCH_SIZE, MAX_NAME_BYTES, MAX_NODES, MAX_PROGRAM_LENGTH, MAX_STATES } from './limits.ts';
import { nodeRecord, stateRecord } from './program.ts';
import { elementCount, sameShape, showShape } from './shape.ts';
import type { GraphNode, ProgramHeader, StateTensor } from './types.ts';

/** What the header of a program has to say: what its task says of it, or the header itself. */
export type ProgramClaims = Pick<
  ProgramHeader,
  'stateCount' | 'nodeCount' | 'batchSize' | 'rowStride' | 'rowWidth'
>;

/** The records of a program, one by one; each throws `GraphError` with its own record where it cannot be read. */
export interface RecordSource {
  readonly claims: ProgramClaims;
  header(): ProgramHeader;
  state(tensor: number): StateTensor;
  node(index: number): GraphNode;
}

/**
 * Whether one record means something, together with those that it names: at most three inputs and the header or a
 * state tensor. A program is well-formed when all its records are, its constants are there, and it is not too much in
 * all. Throws `GraphError` with the index of the record at fault: this one, or one that it names and that cannot be
 * read.
 */
export function checkRecord(source: RecordSource, record: number): void {
  const { stateCount } = source.claims;
  if (record === 0) checkHeader(source);
  else if (record <= stateCount) checkState(source, record - 1);
  else checkProgramNode(source, record - 1 - stateCount);
}

function checkHeader(source: RecordSource): void {
  const { claims } = source;
  const header = source.header();
  const { stateCount, nodeCount, batchSize, rowStride, rowWidth, lossNode } = header;
  if (stateCount !== claims.stateCount || nodeCount !== claims.nodeCount) {
    throw new GraphError(
      'CountMismatch',
      0,
      `The header claims ${stateCount} state tensors and ${nodeCount} nodes, there are ${claims.stateCount} and ${claims.nodeCount}.`,
    );
  }
  if (nodeCount > MAX_NODES || stateCount > MAX_STATES) {
    throw new GraphError(
      'TooLarge',
      0,
      `At most ${MAX_STATES} state tensors and ${MAX_NODES} nodes are allowed.`,
    );
  }
  if (nodeCount === 0) throw new GraphError('BadHeader', 0, 'A program has at least one node: its loss.');
  if (batchSize < 1 || batchSize > MAX_BATCH_SIZE || rowStride < 1 || rowWidth < 1) {
    throw new GraphError(
      'BadHeader',
      0,
      `Batch size ${batchSize} (1 to ${MAX_BATCH_SIZE}), row stride ${rowStride} and row width ${rowWidth} (at least 1) do not describe batches.`,
    );
  }
  if (batchSize !== claims.batchSize || rowStride !== claims.rowStride || rowWidth !== claims.rowWidth) {
    throw new GraphError(
      'BadHeader',
      0,
      `Batches of ${batchSize} rows of ${rowWidth} values, ${rowStride} apart, are not those of the task: ${claims.batchSize} of ${claims.rowWidth}, ${claims.rowStride} apart.`,
    );
  }
  const loss = lossNode < nodeCount ? source.node(lossNode) : undefined;
  if (loss === undefined || loss.shape.length !== 0) {
    const found = loss === undefined ? 'does not exist' : `has shape ${showShape(loss.shape)}`;
    throw new GraphError('LossNotScalar', 0, `The loss must be a scalar node; node ${lossNode} ${found}.`);
  }
}

function checkProgramNode(source: RecordSource, index: number): void {
  const record = nodeRecord(source.claims.stateCount, index);
  const node = source.node(index);
  checkNode(node, record);
  const length = programLength(node);
  if (length > MAX_PROGRAM_LENGTH) {
    throw new GraphError(
      'TooLarge',
      record,
      `An element of this takes ${length} instructions, at most ${MAX_PROGRAM_LENGTH} are allowed; reduce in stages.`,
    );
  }
  node.inputs.forEach((input, position) => {
    if (input >= index) {
      throw new GraphError(
        'ForwardReference',
        record,
        `Node ${index} reads node ${input}, which is not before it.`,
      );
    }
    const actual = source.node(input).shape;
    const claimed = node.inputShapes[position] as readonly number[];
    if (!sameShape(actual, claimed)) {
      throw new GraphError(
        'WrongInputShape',
        record,
        `Input ${position} is node ${input} of shape ${showShape(actual)}, the record says ${showShape(claimed)}.`,
      );
    }
  });
  checkOrigin(source, node, record);
}

/** Nodes that name something outside the graph: it has to be there and have their shape. */
function checkOrigin(source: RecordSource, { operator, shape }: GraphNode, record: number): void {
  if (operator.type === 'state') {
    const { tensor } = operator.value;
    const { stateCount } = source.claims;
    if (tensor >= stateCount) {
      throw new GraphError(
        'StateOutOfRange',
        record,
        `State tensor ${tensor} does not exist, there are ${stateCount}.`,
      );
    }
    const state = source.state(tensor);
    if (!sameShape(state.shape, shape)) {
      throw new GraphError(
        'WrongStateShape',
        record,
        `State tensor ${state.name} has shape ${showShape(state.shape)}, the node says ${showShape(shape)}.`,
      );
    }
  } else if (operator.type === 'batch') {
    const { batchSize, rowWidth } = source.header();
    const [examples, ...rest] = shape;
    const end = operator.value.offset + elementCount(rest);
    if (examples !== batchSize || end > rowWidth) {
      throw new GraphError(
        'BadAttribute',
        record,
        `${showShape(shape)} from offset ${operator.value.offset} is not part of ${batchSize} examples of ${rowWidth} values.`,
      );
    }
  }
}

function checkState(source: RecordSource, tensor: number): void {
  const record = stateRecord(tensor);
  const state = source.state(tensor);
  const { nodeCount } = source.claims;
  checkShape(state.shape, record);
  const nameBytes = new TextEncoder().encode(state.name).length;
  if (nameBytes === 0 || nameBytes > MAX_NAME_BYTES) {
    throw new GraphError(
      'BadName',
      record,
      `A state tensor's name has 1 to ${MAX_NAME_BYTES} bytes, not ${nameBytes}.`,
    );
  }
  checkInit(state.init, record);
  if (state.next >= nodeCount) {
    throw new GraphError(
      'NextOutOfRange',
      record,
      `${state.name} becomes node ${state.next} after a step, but there are ${nodeCount} nodes.`,
    );
  }
  const next = source.node(state.next);
  if (!sameShape(next.shape, state.shape)) {
    throw new GraphError(
      'NextShapeMismatch',
      record,
      `${state.name} has shape ${showShape(state.shape)}, the node that replaces it ${showShape(next.shape)}.`,
    );
  }
}
