// Sleeps and looks how late it wakes; a line for each time that was not the machine's: from and to, in milliseconds.
import { monotonicMs, TOLERATED_MS, TURN_MS } from './witness.ts';

const cell = new Int32Array(new SharedArrayBuffer(4));
for (let before = monotonicMs(); ;) {
  Atomics.wait(cell, 0, 0, TURN_MS);
  const now = monotonicMs();
  if (now - before - TURN_MS >= TOLERATED_MS) process.stdout.write(`${before + TURN_MS} ${now}\n`);
  before = now;
}
