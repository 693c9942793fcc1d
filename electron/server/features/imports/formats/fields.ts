import { isRecord } from '../read/table.ts';

type Json = Record<string, unknown>;

/** Readers of JSON of unknown shape: what is not of the wanted kind counts as missing. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});

export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.replaceAll('\0', '\uFFFD').trim()
    : typeof value === 'number'
      ? String(value)
      : '';

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Epoch ms of an ISO 8601 instant with a zone; null for anything else, a wall time included. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** Midnight UTC of a day written as YYYY-MM-DD. */
export function dayOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const at = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== value.slice(0, 10) ? null : at;
}
