import { describe, expect, it } from 'vitest';
import { union } from '../../bench/witness.ts';

describe('the time that the host took from an interaction', () => {
  it('counts what two processors lost at once only once, in whatever order it was told', () => {
    const gaps = [
      { from: 30, to: 50 },
      { from: 10, to: 20 },
      { from: 40, to: 60 },
    ];
    expect(union(gaps, 0, 100)).toBe(40);
  });

  it('leaves out what lies inside of another, and what is outside of the interaction', () => {
    const gaps = [
      { from: 0, to: 10 },
      { from: 20, to: 80 },
      { from: 30, to: 40 },
      { from: 95, to: 120 },
    ];
    expect(union(gaps, 5, 100)).toBe(5 + 60 + 5);
    expect(union(gaps, 81, 94)).toBe(0);
  });
});
