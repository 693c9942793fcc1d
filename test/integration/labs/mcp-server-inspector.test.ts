import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '../../support/app.ts';

const run = promisify(execFile);
const inspector = path.join(
  root,
  'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
);

/** What the official inspector's CLI says about the lab's reference solution, started over stdio. */
async function inspect(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(
    process.execPath,
    [inspector, '--cli', process.execPath, 'server.ts', ...args],
    {
      cwd: path.join(root, 'labs/mcp-server/typescript/solution'),
    },
  );
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('the solution of the lab mcp-server', { timeout: 120_000 }, () => {
  it('is listed by the CLI of the official inspector', async () => {
    const { tools } = (await inspect('--method', 'tools/list')) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toEqual([
      'list_tickets',
      'create_ticket',
      'close_ticket',
      'audit_tickets',
    ]);
  });

  it('is called by the CLI of the official inspector', async () => {
    const call = ['--method', 'tools/call', '--tool-name', 'create_ticket'];
    const result = await inspect(...call, '--tool-arg', 'title=Lamp', '--tool-arg', 'body=It flickers');
    expect(result['structuredContent']).toMatchObject({ id: 'T-101', title: 'Lamp', status: 'open' });
  });
});
