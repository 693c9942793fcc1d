import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../../electron/server/labs/sandbox/program.ts';
import { FAMILIES, type Hostile } from '../../fixtures/labs/hostile/programs.ts';
import { createArena, type Arena } from '../../support/hostile.ts';
import { testHostileTable } from '../../support/hostile-table.ts';

/** What the command line of a process says that was there before its program was. */
const AHEAD = { typescript: 'wait.mjs', python: 'fork_server.py' };

/** Programs that were seen to run in such a process. One that ends at once is gone before it is looked at. */
let seen = 0;

async function startWarm(arena: Arena, hostile: Hostile): Promise<Program> {
  const program = await arena.startWarm(hostile);
  const command = commandOf(program.pid!);
  if (command === '') return program;
  if (!command.includes(AHEAD[hostile.language])) throw new Error(`started from nothing: ${command}`);
  seen += 1;
  return program;
}

/** The command line of a process; empty when it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

// A warm process makes checks quick; it must not make any of them wider.
describe.skipIf(process.platform !== 'linux')('hostile programs in processes that were there already', () => {
  testHostileTable(startWarm);

  it('were there already', (context) => {
    const programs = Object.values(FAMILIES)
      .flat()
      .filter(({ language }) => language === 'typescript');
    // As many as there are in Node at the least, with or without a Python on this machine, less those that were gone.
    context.expect(seen).toBeGreaterThan(programs.length / 2);
  });
});

const WAITS: readonly Hostile[] = [
  {
    name: 'Node',
    language: 'typescript',
    source:
      'console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), args: process.argv.slice(2) })); await new Promise((done) => setTimeout(done, 60_000));',
    outcome: { ends: 'SIGTERM' },
  },
  {
    name: 'Python',
    language: 'python',
    source:
      "import json, os, sys, time\nprint(json.dumps({'env': dict(os.environ), 'cwd': os.getcwd(), 'args': sys.argv[1:]}), flush=True)\ntime.sleep(60)",
    outcome: { ends: 'SIGTERM' },
  },
];

/** What the shell, Node and Python add when they start; a mark for each start, which a fork lacks. */
const OF_THE_START = ['CAIRN_PROGRAM', 'PWD', 'OLDPWD', 'SHLVL', '_', 'NODE_COMPILE_CACHE', 'LC_CTYPE'];

describe.skipIf(process.platform !== 'linux')('a process that was there already', () => {
  let arena: Arena;
  beforeAll(async () => void (arena = await createArena()));
  afterAll(() => arena.close());

  /** What the system holds a process to, and what it sees of the world. */
  async function holdOf(program: Program): Promise<object> {
    await expect.poll(() => program.output()).toContain('}\n');
    const proc = (file: string): string => readFileSync(`/proc/${program.pid}/${file}`, 'latin1');
    const stat = proc('stat');
    const [, , group, session] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const status = proc('status').match(
      /^(?:Uid|Gid|Groups|Cap\w+|NoNewPrivs|Seccomp\w*|Umask|Sig(?:Blk|Ign)):.*$/gm,
    );
    const limits = proc('limits').split('\n');
    const { env, args } = JSON.parse(program.output()) as { env: Record<string, string>; args: string[] };
    for (const name of OF_THE_START) delete env[name];
    await program.stop();
    return { limits, status, isLeader: group === program.pid && session === program.pid, env, args };
  }

  it.each(WAITS)(
    'is held to the same by the system as a new one, and sees the same: $name',
    async (waits) => {
      if (waits.language === 'python' && !arena.hasPython) return;
      const more = { limits: { fileMb: 3, openFiles: 100, dataMb: 1400 }, wallMs: 20_000, args: ['a', 'b'] };
      const fresh = await holdOf(arena.start(waits, more));
      const warm = await holdOf(await arena.startWarm(waits, more));
      expect(warm).toEqual(fresh);
      expect(warm).toMatchObject({ isLeader: true, env: { PATH: '/usr/bin:/bin' }, args: ['a', 'b'] });
    },
  );
});
