import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../fixtures/labs/hostile/programs.ts';
import { testHostileTable } from '../../support/hostile-table.ts';

// What becomes of each is documented in docs/lab-isolation.md.
describe.skipIf(process.platform !== 'linux')('hostile programs, each run for real', () => {
  testHostileTable((arena, hostile) => arena.start(hostile));

  it('are at least 200', () => {
    expect(Object.values(FAMILIES).flat().length).toBeGreaterThanOrEqual(200);
  });
});
