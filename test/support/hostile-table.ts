import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../electron/server/labs/sandbox/program.ts';
import { FAMILIES, type Hostile } from '../fixtures/labs/hostile/programs.ts';
import { createArena, SECRET, type Arena } from './hostile.ts';

/**
 * Runs every program of the table for real and holds it against what docs/lab-isolation.md says becomes of it.
 * @param start how each is started
 */
export function testHostileTable(
  start: (arena: Arena, hostile: Hostile) => Program | Promise<Program>,
): void {
  let arena: Arena;
  beforeAll(async () => void (arena = await createArena()));
  afterAll(() => arena.close());

  for (const [name, programs] of Object.entries(FAMILIES)) {
    describe.concurrent(name, { timeout: 170_000 }, () => {
      for (const hostile of programs) {
        it(hostile.name, async (context) => {
          if (hostile.language === 'python' && !arena.hasPython) return context.skip();
          const program = await start(arena, hostile);
          const { limit, exitCode, signal } = await program.ended;
          await program.drained;
          const output = program.output();
          const { outcome } = hostile;
          context.expect(output).not.toContain(SECRET);
          if ('stopped' in outcome) {
            context.expect({ limit, output: output.slice(-400) }).toMatchObject({ limit: outcome.stopped });
            context.expect(output).toContain('[Your program was stopped: ');
          } else if ('denied' in outcome) {
            context.expect(output).toMatch(/^outcome: /m);
            context.expect(output).toMatch(outcome.denied);
            context.expect(output).not.toContain('outcome: done');
          } else if ('allowed' in outcome) {
            context.expect(output).toContain('outcome: done');
            context.expect(output).toMatch(outcome.allowed);
          } else {
            context
              .expect({ ended: signal ?? exitCode, limit, output: output.slice(-400) })
              .toMatchObject({ ended: outcome.ends, limit: null });
          }
        });
      }
    });
  }

  it('leave nothing running, and nothing outside of their folders', () => {
    expect(arena.orphans()).toEqual([]);
    expect(readFileSync(path.join(arena.data, 'cairn.db'), 'utf8')).toBe(SECRET);
    expect(readdirSync(arena.data).toSorted()).toEqual([
      'cairn.db',
      'keys.json',
      'labs',
      'secret.env',
      'socket',
    ]);
    expect(readdirSync(path.join(arena.data, 'labs')).toSorted()).toEqual(['hostile', 'other-lab']);
  });
}
