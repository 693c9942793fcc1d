import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLearnerServer } from '../../../electron/server/labs/learner-server.ts';
import { macProfile } from '../../../electron/server/labs/sandbox/strict/sandbox-exec.ts';
import { strictSupport } from '../../../electron/server/labs/sandbox/strict/support.ts';
import type { StrictTool } from '../../../electron/server/labs/sandbox/strict/types.ts';
import { createStrict } from '../../../electron/server/labs/strict.ts';
import type { Hostile } from '../../fixtures/labs/hostile/programs.ts';
import { createArena, SECRET, type Arena } from '../../support/hostile.ts';

const support = await strictSupport();
const languages = ['typescript', 'python'] as const;
const NO_PYTHON = 'This machine has no Python 3.10 or newer.';

let arena: Arena;
let gateway: Server;
let gatewayUrl: string;
beforeAll(async () => {
  arena = await createArena();
  gateway = createServer((_, response) => response.end('from the gateway'));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(async () => {
  gateway.close();
  await arena.close();
});

const program = (language: Hostile['language'], source: string): Hostile => ({
  name: 'strict',
  language,
  source,
  outcome: { ends: 0 },
});

describe.skipIf(support.tool === null)('strict mode', { timeout: 60_000 }, () => {
  const strict = support.tool as StrictTool;
  const launch = () => ({ strict, env: { PATH: '/usr/bin:/bin', ANTHROPIC_BASE_URL: gatewayUrl } });

  async function say(language: Hostile['language'], source: string): Promise<string> {
    const started = arena.start(program(language, source), launch());
    const end = await started.ended;
    await started.drained;
    return `${started.output()}${end.signal ?? end.exitCode}`;
  }

  const CALL = {
    typescript: 'return await (await fetch(process.env.ANTHROPIC_BASE_URL)).text();',
    python:
      "import os, urllib.request\nreturn urllib.request.urlopen(os.environ['ANTHROPIC_BASE_URL']).read().decode()",
  };
  it.for(languages)('lets a program in %s call the gateway', async (language, { skip }) => {
    skip(language === 'python' && !arena.hasPython, NO_PYTHON);
    expect(await say(language, CALL[language])).toBe('outcome: done from the gateway\n0');
  });

  const SCAN = {
    typescript:
      "const net = await import('node:net'); const s = net.connect(OPEN_PORT, '127.0.0.1'); await new Promise((done, fail) => s.on('connect', done).on('error', fail));",
    python: "import socket\nsocket.create_connection(('127.0.0.1', OPEN_PORT), 5)",
  };
  it.for(languages)('closes all other ports of the machine to %s', async (language, { skip }) => {
    skip(language === 'python' && !arena.hasPython, NO_PYTHON);
    expect(await say(language, SCAN[language])).toMatch(/^outcome: (ECONNREFUSED|ConnectionRefusedError)/);
  });

  const SERVE = {
    typescript:
      "(await import('node:http')).createServer((_, r) => r.end('served')).listen(Number(process.env.PORT), '127.0.0.1'); await new Promise(() => {});",
    python:
      "import http.server, os\nclass H(http.server.BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.end_headers()\n        self.wfile.write(b'served')\nhttp.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), H).serve_forever()",
  };
  it.for(languages)('lets a check reach the server of a program in %s', async (language, { skip }) => {
    skip(language === 'python' && !arena.hasPython, NO_PYTHON);
    const server = await startLearnerServer({
      start: (more) =>
        arena.start(program(language, SERVE[language]), { ...launch(), env: { ...launch().env, ...more } }),
      explain: (message) => ({ message }),
    });
    const answers = await Promise.all([1, 2, 3].map(async () => (await fetch(server.baseUrl)).text()));
    await server.program.stop();
    expect(answers).toEqual(['served', 'served', 'served']);
  });

  it('shows no process but its own, and nothing of the data folder', async () => {
    const plain = {
      file: '/bin/sh',
      args: [
        '-c',
        `cat ${arena.data}/cairn.db; ls ${arena.data}; ls /proc | grep -c '^[0-9]'; ls /root /home`,
      ],
    };
    const { runProgram } = await import('../../../electron/server/labs/sandbox/program.ts');
    const cwd = mkdtempSync(path.join(tmpdir(), 'cairn-strict-'));
    const started = runProgram({
      command: plain,
      cwd,
      env: { PATH: '/usr/bin:/bin' },
      wallMs: 20_000,
      strict,
    });
    await started.ended;
    await started.drained;
    rmSync(cwd, { recursive: true });
    expect(started.output()).not.toContain(SECRET);
    expect(started.output()).toContain('No such file');
    expect(Number(/^\d+$/m.exec(started.output())?.[0])).toBeLessThan(10);
  });

  it('ends what a program started, also what left its session', async () => {
    const { runProgram } = await import('../../../electron/server/labs/sandbox/program.ts');
    const cwd = mkdtempSync(path.join(tmpdir(), 'cairn-strict-'));
    const command = { file: '/bin/sh', args: ['-c', 'env -i setsid sleep 63 & echo started; wait'] };
    const started = runProgram({ command, cwd, env: { PATH: '/usr/bin:/bin' }, wallMs: 1500, strict });
    expect((await started.ended).limit).toBe('wall-time');
    const { execFileSync } = await import('node:child_process');
    await expect.poll(() => execFileSync('ps', ['-axo', 'args']).toString()).not.toContain('sleep 63');
    rmSync(cwd, { recursive: true });
  });

  it('names the signal and the limit that ended a program', async () => {
    expect(await say('typescript', "process.kill(process.pid, 'SIGKILL');")).toBe('SIGKILL');
    const eater = arena.start(
      {
        ...program('typescript', 'const kept = []; for (;;) kept.push(Buffer.alloc(16e6, 1));'),
        outcome: { stopped: 'memory' },
      },
      { ...launch(), limits: { memoryMb: 300, dataMb: 1024 } },
    );
    expect((await eater.ended).limit).toBe('memory');
  });
});

describe('strict mode that cannot be had', () => {
  it('says what is missing and what to do, on each system', async () => {
    const none = await strictSupport({ platform: 'linux', bwrap: ['/no/such/bwrap'] });
    expect(none).toMatchObject({
      tool: null,
      reason: expect.stringContaining('bubblewrap, which is not installed'),
    });
    const other = await strictSupport({ platform: 'win32' });
    expect(other).toMatchObject({ tool: null, hint: expect.stringContaining('Switch strict mode off') });
  });

  it('tells what a sandbox says that does not work', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-strict-'));
    const broken = path.join(folder, 'bwrap');
    writeFileSync(broken, '#!/bin/sh\necho "setting up uid map: Permission denied" >&2\nexit 1\n');
    chmodSync(broken, 0o755);
    const support = await strictSupport({ platform: 'linux', bwrap: [broken] });
    rmSync(folder, { recursive: true });
    expect(support).toMatchObject({
      tool: null,
      reason: expect.stringContaining('uid map: Permission denied'),
    });
  });

  it('never runs a program without it', async () => {
    const strict = createStrict(async () => ({
      tool: null,
      reason: 'Strict mode needs X.',
      hint: 'Install X.',
    }));
    await expect(strict.tool()).rejects.toThrow('Strict mode needs X. Install X.');
  });
});

describe('the profile for macOS', () => {
  it('opens the folders of the room and its ports, and nothing else of the network', () => {
    const profile = macProfile(
      {
        cwd: '/data/labs/a',
        readable: ['/opt/cairn'],
        writable: ['/data/labs/.scratch'],
        reach: [4242],
        listen: 5353,
      },
      '/Users/person',
    );
    expect(profile).toContain('(deny network*)');
    expect(profile).toContain('(allow network-outbound (remote ip "localhost:4242"))');
    expect(profile).toContain('(allow network-inbound (local ip "localhost:5353"))');
    expect(profile).toMatch(/\(deny file-read\* .*\(subpath "\/Users\/person"\)/);
    expect(profile).toMatch(/\(allow file-write\* \(subpath "\/data\/labs\/a"\)/);
    expect(profile.indexOf('(deny file-write*)')).toBeLessThan(profile.indexOf('(allow file-write*'));
  });
});
