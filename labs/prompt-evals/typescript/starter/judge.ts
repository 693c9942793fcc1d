import type { Outcome } from './types.ts';

/** Holds a judge against the verdicts of people. */
export async function calibrate(files: { judge: string; labels: string; out: string }): Promise<Outcome> {
  throw new Error('Not written yet: calibrate');
}

/** Grades answers with a judge that has been calibrated. */
export async function judge(files: {
  judge: string;
  calibration: string;
  answers: string;
  out: string;
}): Promise<Outcome> {
  throw new Error('Not written yet: judge');
}
