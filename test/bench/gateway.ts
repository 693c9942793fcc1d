import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/app.ts';
import { createLoader, type Load, type Target } from './gateway-load.ts';
import { startPortkey } from './gateway-portkey.ts';
import { median, type Comparison } from './pairs.ts';

/** Rounds in turn, so that a slow moment of the machine hits all sides; the first of each only warms up. */
const ROUNDS = 8;
const CALLS = 250;
/** The mock's pause where the calls of 16 callers are held against those of one: without it all of them would queue
 * for two cores, and the figure would be the machine's. */
const THINK_MS = 20;
const MEMORY_CALLS = 100_000;

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)]!;
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

interface Bench {
  targets: Record<string, Target>;
  gateway: ChildProcess;
}

/** The gateway, with tracing onto the disk, against the same calls straight to the mock, and against Portkey's. */
export async function benchGateway(): Promise<Comparison[]> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-bench-gateway-'));
  const mock = spawn(process.execPath, [path.join(root, 'test/bench/gateway-mock.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const upstream = `http://127.0.0.1:${await lineOf(mock)}`;
  const gateway = spawn(
    process.execPath,
    ['--expose-gc', path.join(root, 'test/bench/gateway-child.ts'), data, upstream],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const portkey = await startPortkey();
  try {
    const { baseUrl, token } = JSON.parse(await lineOf(gateway)) as { baseUrl: string; token: string };
    const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' };
    const targets: Record<string, Target> = {
      direct: { url: upstream, headers: { ...headers, 'x-api-key': 'bench-key' } },
      cairn: { url: baseUrl, headers: { ...headers, 'x-api-key': token } },
      ...(portkey
        ? { portkey: { url: portkey.url, headers: { ...headers, ...portkey.headers(upstream) } } }
        : {}),
    };
    const bench = { targets, gateway };
    return [
      ...(await addedLatency(bench, false)),
      ...(await addedLatency(bench, true)),
      await underLoad(bench),
      await throughput(bench),
      await memory(bench),
    ];
  } finally {
    portkey?.stop();
    mock.kill();
    gateway.stdin.end();
    await once(gateway, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

async function lineOf(child: ChildProcess): Promise<string> {
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return String(line).trim();
}

/** What one caller waits longer than without a gateway. */
async function addedLatency({ targets }: Bench, stream: boolean): Promise<Comparison[]> {
  const loader = createLoader(1);
  const all: Record<string, Load> = {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      const load = await loader.run(target, { stream, calls: CALLS });
      const sum = (all[name] ??= { firstByteMs: [], totalMs: [], wallMs: 0 });
      if (round === 0) continue;
      sum.firstByteMs.push(...load.firstByteMs);
      sum.totalMs.push(...load.totalMs);
    }
  }
  loader.close();
  const direct = all.direct!;
  const added = (name: string, of: 'totalMs' | 'firstByteMs'): number =>
    rounded(median(all[name]![of]) - median(direct[of]));
  const what = stream ? 'streamed' : 'JSON';
  const facts = {
    against: "the same of Portkey's gateway, in the same run on the same mock",
    pairs: ROUNDS,
    quartiles: [0, 0] as [number, number],
  };
  const baselineMs = all.portkey ? added('portkey', 'totalMs') : 0;
  const subjectMs = added('cairn', 'totalMs');
  const result: Comparison = {
    ...facts,
    name: `added to a ${what} call, p50, one caller, traced`,
    subjectMs,
    baselineMs,
    ratio: baselineMs > 0 ? rounded(subjectMs / baselineMs) : 0,
    note: `direct p50 ${rounded(median(direct.totalMs))} ms; p99 direct ${rounded(quantile(direct.totalMs, 0.99))}, cairn ${rounded(quantile(all.cairn!.totalMs, 0.99))} ms; first byte ${added('cairn', 'firstByteMs')} ms later`,
  };
  return [result];
}

/** Sixteen callers against one, on a model that takes its time. */
async function underLoad({ targets }: Bench): Promise<Comparison> {
  const cairn = targets.cairn!;
  const thinking = { ...cairn, headers: { ...cairn.headers, 'x-think-ms': String(THINK_MS) } };
  const p99: Record<number, number[]> = { 1: [], 16: [] };
  for (let round = 0; round < 5; round += 1) {
    for (const callers of [1, 16]) {
      const loader = createLoader(callers);
      const { totalMs } = await loader.run(thinking, { stream: false, calls: callers === 1 ? 100 : 1000 });
      p99[callers]!.push(quantile(totalMs, 0.99));
      loader.close();
    }
  }
  const [one, sixteen] = [median(p99[1]!), median(p99[16]!)];
  return {
    name: `p99 of a call with 16 callers (the mock thinks for ${THINK_MS} ms)`,
    against: 'p99 with one caller',
    pairs: 5,
    subjectMs: rounded(sixteen),
    baselineMs: rounded(one),
    ratio: rounded(sixteen / one),
    quartiles: [0, 0],
  };
}

/** How many calls a second, against a mock that answers at once, with 16 callers. */
async function throughput({ targets, gateway }: Bench): Promise<Comparison> {
  const loader = createLoader(16);
  const perCall: Record<string, number[]> = { cairn: [], direct: [], portkey: [] };
  const usedBefore = await cpuMs(gateway);
  for (let round = 0; round < 5; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      const { wallMs } = await loader.run(target, { stream: false, calls: 2000 });
      perCall[name]!.push(wallMs / 2000);
    }
  }
  const used = rounded(((await cpuMs(gateway)) - usedBefore) / (5 * 2000));
  loader.close();
  const rate = (name: string): number =>
    perCall[name]!.length > 0 ? Math.round(1000 / median(perCall[name]!)) : 0;
  return {
    name: 'time a call takes up with 16 callers',
    against: 'straight to the mock',
    pairs: 5,
    subjectMs: rounded(median(perCall.cairn!)),
    baselineMs: rounded(median(perCall.direct!)),
    ratio: rounded(median(perCall.cairn!) / median(perCall.direct!)),
    quartiles: [0, 0],
    note: `${rate('cairn')} requests/s; direct ${rate('direct')}, Portkey ${rate('portkey')}; ${used} ms of processor time a call in the gateway; client, gateway and mock share the machine, load ${loadavg()[0]!.toFixed(1)}`,
  };
}

/** The processor time that the gateway has used so far, in milliseconds. */
async function cpuMs(gateway: ChildProcess): Promise<number> {
  const answer = lineOf(gateway);
  gateway.stdin!.write('cpu\n');
  const { user, system } = JSON.parse(await answer) as NodeJS.CpuUsage;
  return (user + system) / 1000;
}

/** What the process holds after many calls, against after a fifth of them. */
async function memory({ targets, gateway }: Bench): Promise<Comparison> {
  const loader = createLoader(16);
  const heap: number[] = [];
  for (let fifth = 0; fifth < 5; fifth += 1) {
    await loader.run(targets.cairn!, { stream: fifth % 2 === 1, calls: MEMORY_CALLS / 5 });
    const answer = lineOf(gateway);
    gateway.stdin!.write('memory\n');
    heap.push((JSON.parse(await answer) as NodeJS.MemoryUsage).heapUsed / 2 ** 20);
  }
  loader.close();
  return {
    name: `megabytes held after ${MEMORY_CALLS} calls (not milliseconds)`,
    against: `after ${MEMORY_CALLS / 5}`,
    pairs: 1,
    subjectMs: rounded(heap.at(-1)!),
    baselineMs: rounded(heap[0]!),
    ratio: rounded(heap.at(-1)! / heap[0]!),
    quartiles: [0, 0],
    note: `heap after each fifth: ${heap.map((mb) => mb.toFixed(1)).join(', ')} MB`,
  };
}
