import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { reservePort } from '../../electron/server/labs/sandbox/free-port.ts';

// Two checks that started at once could get the same port: one's requests then reached the other's program, which
// answered 401, and a right solution was refused.

const MODULE = new URL('../../electron/server/labs/sandbox/free-port.ts', import.meta.url).href;

/** What a second Cairn gets that wants `port`, and may take the next ones. */
async function reserveElsewhere(port: number): Promise<number> {
  const script = `
    const { reservePort } = await import(${JSON.stringify(MODULE)});
    let next = ${port};
    console.log((await reservePort(() => next++)).port);
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return Number(stdout);
}

/** A port that can be had, with those after it. */
async function somePort(): Promise<number> {
  const { port, release } = await reservePort();
  release();
  return port;
}

it('two programs that start at once never get the same port', async () => {
  const wanted = await somePort();
  const both = await Promise.all(
    [1, 2].map(() => {
      let next = wanted;
      return reservePort(() => next++);
    }),
  );
  expect(both[0]?.port).not.toBe(both[1]?.port);
  for (const { release } of both) release();
});

it('a port is kept from other processes before its program listens, and free again after it', async () => {
  const wanted = await somePort();
  const mine = await reservePort(() => wanted);
  expect(mine.port).toBe(wanted);
  expect(await reserveElsewhere(wanted)).toBeGreaterThan(wanted);
  mine.release();
  expect(await reserveElsewhere(wanted)).toBe(wanted);
});

it('a port that fetch refuses to ask is never given out', async () => {
  await expect(fetch('http://127.0.0.1:10080')).rejects.toMatchObject({ cause: { message: 'bad port' } });
  let next = 10_080;
  const { port, release } = await reservePort(() => next++);
  expect(port).toBeGreaterThan(10_080);
  release();
});
