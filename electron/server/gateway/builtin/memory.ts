import { freemem, totalmem } from 'node:os';
import type { GgufFacts } from './gguf/describe.ts';

/** What the process itself needs beside the model: Node, llama.cpp's bindings and its working buffers. */
const PROCESS_BYTES = 256 * 2 ** 20;
/** Working buffers grow with the model; llama.cpp reports 3 to 6 % of the weights for common sizes. */
const BUFFER_SHARE = 0.06;
/** More than this is seldom read and costs memory. */
const MOST_CONTEXT = 8192;
/** A conversation with tools does not fit in less. */
const LEAST_CONTEXT = 2048;
/** What one model may take of the memory that is free, unless a person says otherwise. */
const FREE_SHARE = 0.75;

/** An amount of memory in words: "310 MiB", "4.20 GiB". */
export function gib(bytes: number): string {
  if (bytes < 2 ** 30) return `${Math.max(1, Math.ceil(bytes / 2 ** 20))} MiB`;
  return `${(bytes / 2 ** 30).toFixed(bytes < 10 * 2 ** 30 ? 2 : 1)} GiB`;
}

/** What a model takes once it is loaded with a context of so many tokens, in bytes. An estimate, rather high. */
export function bytesNeeded(facts: GgufFacts, contextTokens: number): number {
  const { fileBytes, cacheBytesPerToken } = facts;
  return Math.ceil(fileBytes * (1 + BUFFER_SHARE) + cacheBytesPerToken * contextTokens + PROCESS_BYTES);
}

/** What a model may take now, in bytes. macOS calls only untouched memory free, so there half of all of it counts. */
export function freeLimit(): number {
  const free = freemem() * FREE_SHARE;
  return process.platform === 'darwin' ? Math.max(free, totalmem() / 2) : free;
}

export interface MemoryPlan {
  contextTokens: number;
  neededBytes: number;
}

/** The largest context with which a model fits into `limitBytes`, or why it does not fit at all. */
export function planMemory(facts: GgufFacts, limitBytes: number): MemoryPlan | { refusal: string } {
  const most = Math.min(facts.contextTokens, MOST_CONTEXT);
  for (let tokens = most; ; tokens = Math.max(LEAST_CONTEXT, Math.floor(tokens / 2))) {
    const neededBytes = bytesNeeded(facts, tokens);
    if (neededBytes <= limitBytes) return { contextTokens: tokens, neededBytes };
    if (tokens <= LEAST_CONTEXT) {
      const refusal = `It needs about ${gib(neededBytes)} of memory, and may take ${gib(limitBytes)} now. Close other programs, allow more on the Models page, or choose a smaller model.`;
      return { refusal };
    }
  }
}
