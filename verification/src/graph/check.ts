import { toHex } from '../hash/hex.ts';
import { blobRoot } from '../merkle/blob.ts';
import { checkNode, checkShape } from '../operators/check-node.ts';
import { nodeUnits, programLength } from '../operators/registry.ts';
import { isCanonical } from '../trace/tensor.ts';
import { Budget } from './budget.ts';
import { checkInit } from './check-init.ts';
import { encodeHeader, encodeNode, encodeState } from './codec.ts';
import { GraphError } from './errors.ts';
import { MAX_BATCH_SIZE, MAX_NAME_BYTES, MAX_NODES, MAX_PROGRAM_LENGTH, MAX_STATES } from './limits.ts';
import { nodeRecord, stateRecord } from './program.ts';
import { elementCount, sameShape, showShape } from './shape.ts';
import type { GraphNode, Program, StateTensor } from './types.ts';

/**
 * Whether a program means something, node by node. Throws `GraphError` with the index of the first record at fault:
 * header, then nodes, then state tensors (whose `next` points at nodes).
 */
export function checkProgram(program: Program): void {
  checkHeader(program);
  const budget = new Budget();
  program.nodes.forEach((node, index) => {
    checkNodeInProgram(program, node, index, budget);
  });
  checkLoss(program);
  program.states.forEach((state, index) => {
    checkState(program, state, index, budget);
  });
}

function checkHeader({ header, states, nodes }: Program): void {
  const { stateCount, nodeCount, batchSize, rowStride, rowWidth } = header;
  encodeHeader(header);
  if (stateCount !== states.length || nodeCount !== nodes.length) {
    throw new GraphError(
      'CountMismatch',
      0,
      `The header claims ${stateCount} state tensors and ${nodeCount} nodes, there are ${states.length} and ${nodes.length}.`,
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
}

function checkNodeInProgram(program: Program, node: GraphNode, index: number, budget: Budget): void {
  const { header, nodes } = program;
  const record = nodeRecord(header.stateCount, index);
  encodeNode(node, record);
  checkNode(node, record);
  budget.take(elementCount(node.shape), nodeUnits(node), record);
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
    const actual = (nodes[input] as GraphNode).shape;
    const claimed = node.inputShapes[position] as readonly number[];
    if (!sameShape(actual, claimed)) {
      throw new GraphError(
        'WrongInputShape',
        record,
        `Input ${position} is node ${input} of shape ${showShape(actual)}, the record says ${showShape(claimed)}.`,
      );
    }
  });
  checkOrigin(program, node, record);
}

/** Nodes that name something outside the graph: it has to be there and have their shape. */
function checkOrigin({ header, states, constants }: Program, node: GraphNode, record: number): void {
  const { operator, shape } = node;
  if (operator.type === 'state') {
    const tensor = states[operator.value.tensor];
    if (tensor === undefined) {
      throw new GraphError(
        'StateOutOfRange',
        record,
        `State tensor ${operator.value.tensor} does not exist, there are ${states.length}.`,
      );
    }
    if (!sameShape(tensor.shape, shape)) {
      throw new GraphError(
        'WrongStateShape',
        record,
        `State tensor ${tensor.name} has shape ${showShape(tensor.shape)}, the node says ${showShape(shape)}.`,
      );
    }
  } else if (operator.type === 'batch') {
    const [examples, ...rest] = shape;
    const end = operator.value.offset + elementCount(rest);
    if (examples !== header.batchSize || end > header.rowWidth) {
      throw new GraphError(
        'BadAttribute',
        record,
        `${showShape(shape)} from offset ${operator.value.offset} is not part of ${header.batchSize} examples of ${header.rowWidth} values.`,
      );
    }
  } else if (operator.type === 'constant') {
    const root = toHex(operator.value.root);
    const bytes = constants.get(root);
    if (bytes === undefined || toHex(blobRoot(bytes)) !== root) {
      throw new GraphError(
        'ConstantMissing',
        record,
        `The constant with root ${root} is not in the program.`,
      );
    }
    if (bytes.length !== 4 * elementCount(shape)) {
      throw new GraphError(
        'WrongOutputShape',
        record,
        `The constant has ${bytes.length} bytes, ${showShape(shape)} takes ${4 * elementCount(shape)}.`,
      );
    }
    // Outputs are hashed with canonical NaNs, so no executor could show such a constant under its root.
    if (!isCanonical(bytes)) {
      throw new GraphError('StrayNan', record, 'The constant holds a NaN other than 0x7fc00000.');
    }
  }
}

function checkLoss({ header, nodes }: Program): void {
  const loss = nodes[header.lossNode];
  if (loss === undefined || loss.shape.length !== 0) {
    const found = loss === undefined ? 'does not exist' : `has shape ${showShape(loss.shape)}`;
    throw new GraphError(
      'LossNotScalar',
      0,
      `The loss must be a scalar node; node ${header.lossNode} ${found}.`,
    );
  }
}

function checkState({ nodes }: Program, state: StateTensor, index: number, budget: Budget): void {
  const record = stateRecord(index);
  encodeState(state, record);
  checkShape(state.shape, record);
  budget.take(elementCount(state.shape), 0n, record);
  const nameBytes = new TextEncoder().encode(state.name).length;
  if (nameBytes === 0 || nameBytes > MAX_NAME_BYTES) {
    throw new GraphError(
      'BadName',
      record,
      `A state tensor's name has 1 to ${MAX_NAME_BYTES} bytes, not ${nameBytes}.`,
    );
  }
  checkInit(state.init, record);
  const next = nodes[state.next];
  if (next === undefined) {
    throw new GraphError(
      'NextOutOfRange',
      record,
      `${state.name} becomes node ${state.next} after a step, but there are ${nodes.length} nodes.`,
    );
  }
  if (!sameShape(next.shape, state.shape)) {
    throw new GraphError(
      'NextShapeMismatch',
      record,
      `${state.name} has shape ${showShape(state.shape)}, the node that replaces it ${showShape(next.shape)}.`,
    );
  }
}
