import { mkdirSync, rmSync, symlinkSync, writeFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadShipped } from '../../../electron/server/features/curriculum/load.ts';
import { createCurriculumService } from '../../../electron/server/features/curriculum/service.ts';
import { damage, SHIPPED, temporaryFolders } from './folder.ts';

const temporary = temporaryFolders();

/** [title, file, what is replaced by what, the field that is named, part of the message, lines below the edit] */
const CASES: [string, string, [string, string], string, string, number?][] = [
  [
    'an unknown skill',
    'paths/backend-to-agentic.yaml',
    ['[mcp, security]', '[mcp, securty]'],
    'phases[0].targets[3].skills[1]',
    'no skill with the id "securty"',
  ],
  [
    'an id used twice',
    'paths/data-to-backend.yaml',
    ['id: write-middleware', 'id: build-mcp-server'],
    'phases[3].targets[0].id',
    'used twice',
  ],
  [
    'a malformed id',
    'paths/backend-to-agentic.yaml',
    ['id: ship-ai-feature', 'id: Ship_It'],
    'phases[0].targets[1].id',
    'lower-case words',
  ],
  [
    'an unknown picture',
    'paths/backend-to-agentic.yaml',
    ['[evolution,', '[evolutoin,'],
    'pictures[0]',
    'no picture',
  ],
  [
    'a field that does not exist',
    'skills.yaml',
    ['    priority: P0', '    prioritty: P0\n    priority: P0'],
    'skills[0].prioritty',
    'not a field',
  ],
  ['a priority out of range', 'skills.yaml', ['priority: P0', 'priority: P7'], 'skills[0].priority', 'P0'],
  [
    'an AI skill without a priority',
    'skills.yaml',
    ['priority: P0', 'priority: null'],
    'skills[0].priority',
    'P0 to P3',
  ],
  [
    'a missing field, shown at its parent',
    'skills.yaml',
    ['    title: MCP - server and client\n', ''],
    'skills[3].title',
    'expected string',
    -1,
  ],
  [
    'a skill that needs itself',
    'skills.yaml',
    ['prerequisites: [prompt-engineering-evals, databases]', 'prerequisites: [rag-architectures]'],
    'skills[1].prerequisites',
    'comes back to itself',
  ],
  ['an unknown layer', 'tools/memory.yaml', ['layer: memory', 'layer: memroy'], 'tools[0].layer', 'no layer'],
  [
    'an unknown successor',
    'tools/orchestration.yaml',
    ['replacedBy: [microsoft-agent-framework]', 'replacedBy: [nothing]'],
    'tools[4].status.replacedBy[0]',
    'no tool',
  ],
  [
    'maintenance without a successor',
    'tools/orchestration.yaml',
    ['replacedBy: [microsoft-agent-framework]', 'replacedBy: []'],
    'tools[4].status',
    'names what replaces it',
    -3,
  ],
  ['an insecure address', 'tools/memory.yaml', ["'https://", "'http://"], 'tools[0].url', 'https://'],
  [
    'an edge to nowhere',
    'pictures.yaml',
    ['to: fluent-2026', 'to: fluent-2027'],
    'pictures[0].edges[1].to',
    'no node "fluent-2027"',
  ],
  [
    'an unknown phase',
    'pictures.yaml',
    ['phases: [month-1]', 'phases: [month-13]'],
    'pictures[0].nodes[1].phases[0]',
    'no phase',
  ],
  [
    'a weekday item without its weekday',
    'rhythm.yaml',
    ['    weekday: tuesday\n', ''],
    'rhythm[5].cadence',
    'add "weekday"',
    -1,
  ],
  [
    'a time on a monthly item',
    'rhythm.yaml',
    ['    cadence: monthly\n', "    time: '10:00'\n    cadence: monthly\n"],
    'rhythm[12].time',
    'cadence: weekday',
  ],
  ['an impossible time', 'rhythm.yaml', ["'09:30'", "'9:75'"], 'rhythm[6].time', '09:30'],
  ['a level out of order', 'levels.yaml', ['level: 3', 'level: 4'], 'levels[3].level', 'expected 3'],
  [
    'a phase that outlasts its path',
    'paths/data-to-backend.yaml',
    ['untilMonth: 7', 'untilMonth: 8'],
    'phases[4].length.untilMonth',
    '7 months',
  ],
  [
    'a length of two kinds',
    'paths/data-to-backend.yaml',
    ['{ weeks: 4 }', '{ weeks: 4, days: 2 }'],
    'phases[0].length',
    '"weeks"',
  ],
  ['a broken quote', 'labs.yaml', ['title: A first call', "title: 'A first' call"], '(syntax)', ''],
  [
    'a key given twice',
    'stack.yaml',
    ['    title: Memory', '    title: Memory\n    title: Storage'],
    '(syntax)',
    'unique',
    1,
  ],
  [
    'a future format',
    'ladder.yaml',
    ['formatVersion: 1', 'formatVersion: 2'],
    'formatVersion',
    'formatVersion: 1',
  ],
];

test.each(CASES)(
  '%s is named with its file, line and field',
  (...[, file, edit, field, message, below = 0]) => {
    const folder = temporary();
    const { line } = damage(folder, file, edit);
    const [first] = loadShipped(folder).problems;
    expect(first).toMatchObject({
      file,
      field,
      line: line + below,
      message: expect.stringContaining(message) as string,
    });
  },
);

test('the column points at the value', () => {
  const folder = temporary();
  damage(folder, 'levels.yaml', ['level: 3', 'level: 9']);
  expect(loadShipped(folder).problems[0]).toMatchObject({ line: 21, column: 12 });
});

describe('files that should not be read', () => {
  const withLabs = (text: string | Uint8Array): string => {
    const folder = temporary();
    cpSync(SHIPPED, folder, { recursive: true });
    writeFileSync(join(folder, 'labs.yaml'), text);
    return folder;
  };
  const problemOf = (folder: string) =>
    loadShipped(folder).problems.map(({ file, message }) => ({ file, message }));

  test('a missing file is the one problem that is reported', () => {
    const folder = withLabs('');
    rmSync(join(folder, 'labs.yaml'));
    expect(problemOf(folder)).toEqual([{ file: 'labs.yaml', message: 'This file is missing.' }]);
  });

  test('a file over 1 MB is refused', () => {
    expect(problemOf(withLabs(`# ${'x'.repeat(1024 * 1024)}`))).toEqual([
      { file: 'labs.yaml', message: 'This file is larger than 1 MB.' },
    ]);
  });

  test('a file that is not text is refused', () => {
    expect(problemOf(withLabs(Uint8Array.of(0xff, 0xfe, 0x00)))).toEqual([
      { file: 'labs.yaml', message: 'This file is not UTF-8 text.' },
    ]);
  });

  test('an alias bomb is refused at its first alias', () => {
    const rows = Array.from(
      'bcdefgh',
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`,
    );
    const folder = withLabs(['a: &a [x, x]', ...rows].join('\n'));
    expect(loadShipped(folder).problems).toMatchObject([
      { file: 'labs.yaml', line: 2, message: expect.stringContaining('aliases') as string },
    ]);
  });

  test.each([
    ['brackets', '['.repeat(1_000_000), { line: 1, column: 101 }],
    ['braces', 'labs: 1\n' + '{a: '.repeat(250_000), { line: 2, column: 401 }],
    ['dashes', '- '.repeat(500_000), { line: 1, column: 1 }],
  ])(
    '1 MB of nothing but %s is refused before the parser sees it',
    (_what, text, place) => {
      expect(loadShipped(withLabs(text)).problems).toMatchObject([
        { file: 'labs.yaml', ...place, message: 'This file is nested too deeply to read.' },
      ]);
    },
    2000,
  );

  test.skipIf(process.platform === 'win32')('a link is not followed', () => {
    const folder = withLabs('');
    rmSync(join(folder, 'labs.yaml'));
    symlinkSync(join(SHIPPED, 'labs.yaml'), join(folder, 'labs.yaml'));
    expect(problemOf(folder)).toEqual([
      { file: 'labs.yaml', message: expect.stringContaining('symbolic link') as string },
    ]);
  });

  test('a folder in the place of a file is named', () => {
    const folder = withLabs('');
    rmSync(join(folder, 'labs.yaml'));
    mkdirSync(join(folder, 'labs.yaml'));
    expect(problemOf(folder)).toMatchObject([{ file: 'labs.yaml' }]);
  });
});

test('a broken shipped file keeps Cairn from starting, with every problem in the error', () => {
  const folder = temporary();
  damage(folder, 'levels.yaml', ['level: 3', 'level: 9']);
  expect(() => createCurriculumService({ paths: { curriculum: folder, data: temporary() } })).toThrow(
    /levels\.yaml:21:12 levels\[3\]\.level/,
  );
});
