import { defineConfig } from 'vitest/config';

/**
 * Real programs run on the real clock, and a day of practice starts at 04:00: what is logged at 04:10 began the day
 * before. Every test therefore runs in a zone where it is two in the afternoon, whenever and wherever it runs.
 */
function afternoonZone(now = new Date()): string {
  const ahead = 14 - now.getUTCHours();
  // POSIX counts west as positive: Etc/GMT-3 is three hours ahead of UTC.
  return ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
process.env['TZ'] = afternoonZone();

const node = { environment: 'node' as const, pool: 'forks' as const };
/** What is waited for comes at once on an idle machine; on a busy one the wait must not be what fails. */
const patient = { expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  test: {
    ...node,
    projects: [
      {
        test: { ...node, name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        test: {
          ...node,
          ...patient,
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/regression/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...node,
          ...patient,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
