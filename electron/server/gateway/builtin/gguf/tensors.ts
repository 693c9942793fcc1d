import { Damaged, type Cursor } from './cursor.ts';

/** Tensor types: numbers in a block, and a block's bytes (github.com/ggml-org/ggml, src/ggml.c and ggml-common.h). */
const BLOCKS: Readonly<Record<number, readonly [string, number, number]>> = {
  0: ['F32', 1, 4],
  1: ['F16', 1, 2],
  2: ['Q4_0', 32, 18],
  3: ['Q4_1', 32, 20],
  6: ['Q5_0', 32, 22],
  7: ['Q5_1', 32, 24],
  8: ['Q8_0', 32, 34],
  9: ['Q8_1', 32, 36],
  10: ['Q2_K', 256, 84],
  11: ['Q3_K', 256, 110],
  12: ['Q4_K', 256, 144],
  13: ['Q5_K', 256, 176],
  14: ['Q6_K', 256, 210],
  15: ['Q8_K', 256, 292],
  16: ['IQ2_XXS', 256, 66],
  17: ['IQ2_XS', 256, 74],
  18: ['IQ3_XXS', 256, 98],
  19: ['IQ1_S', 256, 50],
  20: ['IQ4_NL', 32, 18],
  21: ['IQ3_S', 256, 110],
  22: ['IQ2_S', 256, 82],
  23: ['IQ4_XS', 256, 136],
  24: ['I8', 1, 1],
  25: ['I16', 1, 2],
  26: ['I32', 1, 4],
  27: ['I64', 1, 8],
  28: ['F64', 1, 8],
  29: ['IQ1_M', 256, 56],
  30: ['BF16', 1, 2],
  34: ['TQ1_0', 256, 54],
  35: ['TQ2_0', 256, 66],
  39: ['MXFP4', 32, 17],
};

const MOST_TENSORS = 1_000_000;
const MOST_DIMENSIONS = 8;

export interface Tensors {
  /** How many weights there are. */
  parameters: number;
  /** The type that most weights have, for instance "Q4_K". */
  mainType: string;
  /** Where the weights end, counted from where they begin. */
  bytes: number;
}

/** Reads the table of `count` tensors; the weights themselves are not read. */
export function readTensors(cursor: Cursor, count: number): Tensors {
  if (count > MOST_TENSORS) throw new Damaged('its header claims too many tensors');
  const byType = new Map<string, number>();
  let parameters = 0;
  let end = 0;
  for (let i = 0; i < count; i += 1) {
    cursor.text();
    const dimensions = cursor.u32();
    if (dimensions > MOST_DIMENSIONS) throw new Damaged('a tensor in its header has too many dimensions');
    let weights = 1;
    for (let d = 0; d < dimensions; d += 1) weights *= cursor.u64();
    const type = cursor.u32();
    const [name, perBlock, blockBytes] = BLOCKS[type] ?? [`type ${type}`, 1, 0];
    end = Math.max(end, cursor.u64() + Math.ceil(weights / perBlock) * blockBytes);
    parameters += weights;
    byType.set(name, (byType.get(name) ?? 0) + weights);
  }
  const [main] = [...byType].toSorted(([, a], [, b]) => b - a);
  return { parameters, mainType: main?.[0] ?? 'unknown', bytes: end };
}
