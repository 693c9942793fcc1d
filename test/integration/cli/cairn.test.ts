import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHost } from '../../support/host.ts';
import { run, scratchFolder, type Finished } from '../host/programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => void (scratch = scratchFolder()));
afterEach(() => scratch.remove());

const cairn = (...args: string[]): Promise<Finished> =>
  run(['electron/cli/bin.js', ...args, '--data-dir', scratch.folder]);
const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await cairn(...args, '--json')).stdout) as Record<string, unknown>;

describe('cairn log', () => {
  it('logs a length with a note, a skill, an activity and a start', async () => {
    const { session } = await json(
      'log',
      '1h30m',
      'chunking and overlap',
      '--skill',
      'rag-architectures',
      '--activity',
      'reading',
      '--at',
      '2026-01-05 18:00',
    );
    expect(session).toMatchObject({
      seconds: 5400,
      note: 'chunking and overlap',
      skillId: 'rag-architectures',
      activity: 'reading',
      startedAt: new Date(2026, 0, 5, 18).getTime(),
      source: 'hand',
    });
  });

  it('says in one line what was logged and what it adds up to', async () => {
    await cairn('log', '20m', '--at', '06:00');
    const { code, stdout, stderr } = await cairn('log', '45m', 'more');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Logged 45 min. Today 1 h 05 min, this week 1 h 05 min.\n',
      stderr: '',
    });
  });

  it.each([
    [['log'], 'Say how long it was.'],
    [['log', 'soon'], 'Say how long it was.'],
    [['log', '45n', 'rag'], '"45n" is not a length of time.'],
    [['log', '45m', '20m'], '45m and 20m are two lengths.'],
    [['log', '45m', '#obs'], '#obs can mean 2 things.\nWrite #llm-observability or #observability.'],
    [['log', '45m', 'tomorrow'], 'That begins in the future.'],
    [['log', '45m', '--skil', 'x'], 'There is no flag --skil.\nDid you mean --skill?'],
    [['log', '45m', '--skill', 'rag-arch'], 'There is no skill "rag-arch".\nDid you mean rag-architectures?'],
    [['log', '45m', '--activity', 'readin'], 'There is no activity "readin".\nDid you mean reading?'],
    [['log', '45m', '--at', 'noonish'], '"noonish" is not a time.'],
    [['log', '90h'], 'a session is at most 24 hours; log two'],
  ])('%j is refused with exit code 2 and logs nothing', async (args, words) => {
    const { code, stdout, stderr } = await cairn(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
    expect(await json('status')).toMatchObject({ total: 0 });
  });
});

describe('cairn log in words', () => {
  const dryRun = (...args: string[]) => json('log', ...args, '--dry-run');

  it('understands the whole sentence, quoted or not', async () => {
    const { session } = await json('log', '45m rag chunking 2026-01-05 21:10');
    const expected = {
      seconds: 2700,
      skillId: 'rag-architectures',
      note: 'chunking',
      startedAt: new Date(2026, 0, 5, 21, 10).getTime(),
    };
    expect(session).toMatchObject(expected);
    const again = await json('log', '45m', 'rag', 'chunking', '2026-01-05', '21:10');
    expect(again['session']).toMatchObject(expected);
  });

  it('keeps a quoted note as it is, and lets a flag win over the words', async () => {
    expect(
      await dryRun('45m', 'rag at 9:00 took 20m', '--skill', 'mcp', '--at', '2026-01-05 18:00'),
    ).toMatchObject({
      entry: {
        minutes: 45,
        skillId: 'mcp',
        note: 'rag at 9:00 took 20m',
        startedAt: new Date(2026, 0, 5, 18).getTime(),
      },
    });
    expect(
      await dryRun('45m rag yesterday 21:10', '--skill', 'mcp', '--at', '2026-01-05T18:00'),
    ).toMatchObject({
      entry: { skillId: 'mcp', note: 'rag', startedAt: new Date(2026, 0, 5, 18).getTime() },
    });
  });

  it('a dry run prints what was understood and logs nothing', async () => {
    const { code, stdout } = await cairn('log', '1h30 #evals read the paper 2026-01-05 21:10', '--dry-run');
    expect([code, stdout.split('\n').map((line) => line.replace(/  +/g, ' | ').trim())]).toEqual([
      0,
      [
        'length | 1 h 30 min | from "1h30"',
        'when | Mon 5 Jan, 21:10 to 22:40 | from "2026-01-05 21:10"',
        'skill | Prompt engineering + evals | from "#evals"',
        'activity | Reading | from "read"',
        'note | read the paper | from "read the paper"',
        'Nothing was logged: this was a dry run.',
        '',
      ].map((line) => line.replace('Jan,', new Date().getFullYear() === 2026 ? 'Jan,' : 'Jan 2026,')),
    ]);
    expect((await cairn('log', '45m 20m', '--dry-run')).code).toBe(2);
    expect(await json('status')).toMatchObject({ total: 0 });
  });

  it('says what was unclear when it logs all the same', async () => {
    const { code, stdout, stderr } = await cairn('log', '45m prompt tuning');
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringContaining('Logged 45 min.'),
      expect.stringContaining('so it stays in the note'),
    ]);
  });
});

describe('cairn timer', () => {
  it('starts, tells its state, and stops into a session', async () => {
    expect(await json('timer', 'start', 'pair programming', '--skill', 'tool-calling')).toMatchObject({
      timer: { skillId: 'tool-calling', note: 'pair programming' },
      finished: null,
    });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await json('timer', 'status')).toMatchObject({
      timer: { interrupted: false, seconds: expect.any(Number) },
    });
    expect(await json('timer', 'stop')).toMatchObject({
      session: { skillId: 'tool-calling', source: 'timer' },
    });
    expect(await json('timer')).toEqual({ timer: null });
  });

  it('stopping without one running is an error with a way out, also in JSON', async () => {
    const { code, stdout } = await cairn('timer', 'stop', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      { error: { code: 'not_found', message: 'No timer is running.', hint: 'Start one first.' } },
    ]);
  });

  it('pauses, goes on and switches, with the app closed', async () => {
    await json('timer', 'start', '--ago', '20m', '--activity', 'reading');
    expect(await json('timer', 'pause')).toMatchObject({ timer: { pausedAt: expect.any(Number) } });
    expect((await cairn('timer', 'status')).stdout).toMatch(
      /^The timer is paused since \d\d:\d\d, at 20 min/,
    );
    expect(await json('timer', 'resume')).toMatchObject({ timer: { pausedAt: null } });
    expect(await json('timer', 'edit', 'chapter two', '--away', 'on')).toMatchObject({
      timer: { note: 'chapter two', activity: 'reading', away: true },
    });
    expect(await json('timer', 'switch', '--skill', 'mcp')).toMatchObject({
      timer: { skillId: 'mcp', away: false },
      finished: { session: { activity: 'reading', note: 'chapter two' } },
    });
    await json('timer', 'discard');
  });

  it('does not begin before the last session ended without being told twice', async () => {
    await json('log', '10m just now');
    const { code, stderr } = await cairn('timer', 'start', '--ago', '5m');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/last session ended at \d\d:\d\d/)]);
    const { timer } = (await json('timer', 'edit', '--ago', '5m', '--overlap')) as {
      timer: { seconds: number };
    };
    expect(timer.seconds).toBeGreaterThanOrEqual(300);
    await json('timer', 'discard');
  });

  it.each([
    [['start', '--ago', 'soon'], 'is not a length of time'],
    [['start', '--away', 'maybe'], '--away is "on" or "off"'],
    [['idle', 'maybe'], 'what the time without input was'],
    [['stop', '--idle', 'split'], 'Use --idle keep or --idle cut'],
  ])('%j is refused in words, and nothing starts', async (args, words) => {
    const { code, stderr } = await cairn('timer', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(await json('timer')).toEqual({ timer: null });
  });

  it('a word that it does not know is answered with the nearest', async () => {
    expect((await cairn('timer', 'strat')).stderr).toContain('Did you mean start?');
  });
});

it('cairn skills lists them by priority, and one with what there is to know', async () => {
  const all = (await json('skills')) as unknown as { id: string; priority: string | null }[];
  const p0 = (await json('skills', '--priority', 'p0')) as unknown as { id: string }[];
  expect(p0.map((skill) => skill.id)).toEqual(
    all.filter((skill) => skill.priority === 'P0').map((skill) => skill.id),
  );
  expect((await cairn('skills', 'rag-architectures')).stdout).toContain('To know:');
  expect((await cairn('skills', '--priority', 'P7')).code).toBe(2);
});

it('a command that does not exist is answered with the nearest, and none with the list', async () => {
  const wrong = await cairn('staus');
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    'There is no command "staus".\nDid you mean status? `cairn --help` lists them all.\n',
  ]);
  const list = (await run(['electron/cli/bin.js', '--help'])).stdout;
  for (const name of ['log', 'timer', 'status', 'skills', 'labs', 'lab', 'models', 'doctor'])
    expect(list).toContain(`  ${name} `);
  expect((await cairn('log', '--help')).stdout).toContain('Usage: cairn log WORDS');
});

describe('cairn doctor', () => {
  const findings = async (): Promise<{ code: number | null; status: (id: string) => unknown }> => {
    const { code, stdout } = await cairn('doctor', '--json');
    const { findings: list } = JSON.parse(stdout) as { findings: { id: string }[] };
    return { code, status: (id) => list.find((finding) => finding.id === id) };
  };

  it('finds nothing wrong with a fresh folder', async () => {
    const { code, status } = await findings();
    expect([code, status('database'), status('curriculum')]).toMatchObject([
      0,
      { status: 'ok' },
      { status: 'ok' },
    ]);
  });

  it('says that Cairn is running, without disturbing it', async () => {
    const host = await startHost({ dataDir: scratch.folder });
    const { status } = await findings();
    expect(status('port')).toMatchObject({ detail: `Cairn is running at ${host.url}.` });
    expect((await fetch(host.url)).headers.has('content-security-policy')).toBe(true);
    await host.stop();
  });

  it('names a damaged database, says what to do, and leaves it as it is', async () => {
    const file = path.join(scratch.folder, 'cairn.db');
    writeFileSync(file, 'this is not a database, and never was one'.repeat(200));
    const before = readFileSync(file);
    const { code, status } = await findings();
    expect([code, status('database')]).toMatchObject([
      1,
      { status: 'fail', hint: expect.stringContaining('aside') },
    ]);
    expect(readFileSync(file)).toEqual(before);
  });
});

it('what the terminal logs reaches an open window at once', async () => {
  const host = await startHost({ dataDir: scratch.folder });
  const origin = host.url;
  const exchange = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(host.launchUrl).hash.slice('#launch='.length) }),
  });
  const { session } = (await exchange.json()) as { session: string };
  const stream = await fetch(`${origin}/events`, { headers: { 'x-cairn-session': session } });
  const reader = stream.body!.getReader();
  await cairn('log', '10m');
  let seen = '';
  while (!seen.includes('changed')) seen += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  await host.stop();
  expect(seen).toContain('"type":"changed"');
});
