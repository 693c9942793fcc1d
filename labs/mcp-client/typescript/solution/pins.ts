import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Tool } from '@modelcontextprotocol/client';
import { config } from './config.ts';

/** A definition that was accepted. */
export interface Pin {
  hash: string;
  description: string;
  inputSchema: Tool['inputSchema'];
}

const pins = new Map<string, Pin>(
  existsSync(config.pinsFile) ? (JSON.parse(readFileSync(config.pinsFile, 'utf8')) as [string, Pin][]) : [],
);

/** What is accepted of a tool. At its first sight that is the definition that it has now. */
export function pinned(key: string, now: Pin): Pin {
  if (!pins.has(key)) accept(key, now);
  return pins.get(key)!;
}

/** Accepts a definition, for this run and the next. */
export function accept(key: string, pin: Pin): void {
  pins.set(key, pin);
  const file = `${config.pinsFile}.new`;
  writeFileSync(file, JSON.stringify([...pins]));
  renameSync(file, config.pinsFile);
}
