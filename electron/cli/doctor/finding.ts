/** One thing that `cairn doctor` looked at. Only `fail` makes its exit code 1. */
export interface Finding {
  id: string;
  status: 'ok' | 'warn' | 'fail';
  detail: string;
  /** What to do; present unless the status is ok. */
  hint?: string;
}

/** What the checks look at. */
export interface DoctorInputs {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

export const ok = (id: string, detail: string): Finding => ({ id, status: 'ok', detail });
export const warn = (id: string, detail: string, hint: string): Finding => ({
  id,
  status: 'warn',
  detail,
  hint,
});
export const fail = (id: string, detail: string, hint: string): Finding => ({
  id,
  status: 'fail',
  detail,
  hint,
});
