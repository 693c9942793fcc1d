import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Something that the caller of the program has to put right. The program prints the message and exits with 2. */
export class UsageError extends Error {}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function parse<T>(text: string, where: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new UsageError(`${where} is not JSON.`);
  }
}

export function readJson<T>(file: string): T {
  return parse<T>(readText(file), file);
}

/** Reads a file with one JSON value a line. Empty lines do not count. */
export function readJsonLines<T>(file: string): T[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, i) => (line.trim() ? [parse<T>(line, `${file}:${i + 1}`)] : []));
}

export function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export function writeJson(file: string, value: unknown): void {
  writeText(file, `${JSON.stringify(value, null, 2)}\n`);
}
