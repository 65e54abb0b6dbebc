import type { ChainCode, ChainSource, Movement } from './chain.ts';
import { emitOperation, REGISTER_LOCALS } from './emit-operation.ts';
import { branchIf, type Code, get, i32, loop, op, set, splat, type WasmFunction } from './wasm-bytes.ts';

const VECTOR_BYTES = 16;

/**
 * A function that runs a chain over its whole loops, four elements at a time. Parameters: the address of each operand
 * and of each result; the length of each loop, outermost first; then for each loop but the innermost, outermost first,
 * the bytes by which each operand moves when a round of it is over.
 *
 * Lengths are rounded up to whole vectors, as in the kernels: rows are written in ascending order, and tensors have room
 * behind them. All operands of four elements are read before any of their results is written, so a result may lie where
 * an operand lies.
 */
export function emitChain(code: ChainCode): WasmFunction {
  const { levels, operands, operations, results } = code;
  const sizes = operands.length + results.length;
  const steps = sizes + levels;
  const parameters = steps + (levels - 1) * operands.length;
  // One counter of rounds for each outer loop, the place within a row and its end.
  const counters = parameters;
  const place = counters + levels - 1;
  const end = place + 1;
  const registers = end + 1;
  const loaded = registers + REGISTER_LOCALS;
  const values = loaded + operands.length;

  const splats = (movement: Movement): Code =>
    operands.flatMap((own, i) => (own === movement ? [...get(i), ...op.loadSplat, ...set(loaded + i)] : []));
  const at = (pointer: number): Code => [...get(pointer), ...get(place), ...op.i32Add];
  const source = (from: ChainSource): Code => {
    if ('bits' in from) return splat(from.bits);
    return get('operand' in from ? loaded + from.operand : values + from.value);
  };
  const element: Code = [
    ...operands.flatMap((own, i) => (own === 'running' ? [...at(i), ...op.load, ...set(loaded + i)] : [])),
    ...operations.flatMap(({ type, sources }, i) =>
      emitOperation(type, sources.map(source), registers, values + i),
    ),
    ...results.flatMap((from, i) => [...at(operands.length + i), ...source(from), ...op.store]),
  ];
  const row: Code = [
    ...splats('repeated'),
    ...[...i32(0), ...set(place)],
    ...loop([
      ...element,
      ...[...get(place), ...i32(VECTOR_BYTES), ...op.i32Add, ...set(place)],
      ...[...get(place), ...get(end), ...op.i32LessUnsigned, ...branchIf(0)],
    ]),
  ];
  const advance = (local: number, by: Code): Code => [...get(local), ...by, ...op.i32Add, ...set(local)];
  let nest = row;
  for (let level = levels - 2; level >= 0; level--) {
    const innermost = level === levels - 2;
    const moves = operands.flatMap((own, i) =>
      own === 'still' ? [] : advance(i, get(steps + level * operands.length + i)),
    );
    const targets = results.flatMap((_, i) => (innermost ? advance(operands.length + i, get(end)) : []));
    const counter = counters + level;
    nest = [
      ...[...get(sizes + level), ...set(counter)],
      ...loop([
        ...[...nest, ...moves, ...targets],
        ...[...get(counter), ...i32(1), ...op.i32Sub, ...set(counter), ...get(counter), ...branchIf(0)],
      ]),
    ];
  }
  const last = sizes + levels - 1;
  return {
    parameters,
    locals: [levels + 1, REGISTER_LOCALS + operands.length + operations.length],
    body: [...get(last), ...i32(2), ...op.i32Shl, ...set(end), ...splats('still'), ...nest],
  };
}
