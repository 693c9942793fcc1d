import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArena, SECRET, type Arena } from '../../support/hostile.ts';
import { FAMILIES, type Hostile } from '../../fixtures/labs/hostile/programs.ts';

let arena: Arena;
beforeAll(async () => {
  arena = await createArena();
});
afterAll(() => arena.close());

async function outcomeOf(hostile: Hostile) {
  const program = arena.start(hostile);
  const { limit, exitCode, signal } = await program.ended;
  await program.drained;
  return { limit, ended: signal ?? exitCode, output: program.output() };
}

// What becomes of each is documented in docs/lab-isolation.md.
describe.skipIf(process.platform !== 'linux')('hostile programs, each run for real', () => {
  for (const [name, programs] of Object.entries(FAMILIES)) {
    describe.concurrent(name, { timeout: 170_000 }, () => {
      for (const hostile of programs) {
        it(hostile.name, async (context) => {
          if (hostile.language === 'python' && !arena.hasPython) return context.skip();
          const { limit, ended, output } = await outcomeOf(hostile);
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
              .expect({ ended, limit, output: output.slice(-400) })
              .toMatchObject({ ended: outcome.ends, limit: null });
          }
        });
      }
    });
  }

  it('are at least 200', () => {
    expect(Object.values(FAMILIES).flat().length).toBeGreaterThanOrEqual(200);
  });

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
});
