import type { CheckTools, DefineChecks } from '../../../../electron/server/labs/checks.ts';
import { askWell, script, sent } from './agent.ts';
import { shownTools, toolsOf, until } from './host.ts';
import { expectFailed, expectGoodWorks, goodAndBad } from './neighbours.ts';
import { openServer, tell, type CheckServer } from './servers.ts';
import { someTool, someTools } from './tools.ts';

const isHeard = ({ seen }: CheckServer): boolean =>
  seen.some(({ method, isOpen }) => method === 'subscriptions/listen' && isOpen);

/** Looks at the tools until the program hears of changes, or has had the time for it. */
async function giveTimeToListen(t: CheckTools, ...servers: CheckServer[]): Promise<void> {
  await until(async () => {
    await shownTools(t);
    return servers.every(isHeard);
  }, 10_000);
}

/** Lists that are too long, wrong, or old. */
export const listChecks: DefineChecks = (check) => [
  check('endless-list', 'A list without end is given up', async (t: CheckTools) => {
    t.env({ MAX_PAGES: '5', MAX_TOOLS: '150' });
    const [good, bad] = await goodAndBad(t, { isEndless: true });
    bad.entry['timeoutMs'] = 20_000;
    tell(t, good, bad);
    await expectFailed(t, [bad], 'The list of a server has more pages than MAX_PAGES.');
    const pages = bad.seen.filter(({ method }) => method === 'tools/list').length;
    t.expect.that(pages <= 6, {
      message: 'A list should be given up after MAX_PAGES pages. There is always one more.',
      expected: 'at most 6 requests',
      actual: pages,
    });
    await expectGoodWorks(t, good);
  }),

  check('too-many-tools', 'A server with too many tools is left out', async (t: CheckTools) => {
    t.env({ MAX_TOOLS: '30' });
    const [good, bad] = await goodAndBad(t, { tools: someTools(t, 31) });
    await expectFailed(t, [bad], 'A server has more tools than MAX_TOOLS.');
    await expectGoodWorks(t, good);
  }),

  check('many-changes', 'Hundreds of notices are one reason to look', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t, { ttlMs: 3_600_000 });
    await giveTimeToListen(t, bad);
    const before = bad.lists();
    for (let i = 0; i < 300; i += 1) bad.changed();
    await expectGoodWorks(t, good);
    await expectGoodWorks(t, bad);
    t.expect.that(bad.lists() - before <= 20, {
      message:
        'A server said 300 times in a moment that its tools have changed. One new list says the same as 300.',
      expected: 'at most 20 new lists',
      actual: bad.lists() - before,
    });
  }),

  check('bad-schema', 'A tool with a schema that is none is left out', async (t: CheckTools) => {
    const broken = someTool(t, { inputSchema: { type: 'object', properties: { id: { type: 'strnig' } } } });
    const tools = t.random.shuffle([broken, someTool(t), someTool(t)]);
    const [good, bad] = await goodAndBad(t, { tools });
    t.expect.equal(
      toolsOf(await shownTools(t), bad),
      tools
        .filter((tool) => tool !== broken)
        .map(({ name }) => name)
        .toSorted(),
      `The inputSchema of ${broken.name} is no JSON Schema, so its arguments cannot be checked. That tool should be left out, and the others of its server stay.`,
    );
    script(t, []);
    await askWell(t);
    t.expect.that(
      !JSON.stringify(sent(t)[0]?.tools).includes('strnig'),
      'A broken schema should not reach the model.',
    );
    await expectGoodWorks(t, good);
  }),

  check('twins', 'Two tools of one name are left out', async (t: CheckTools) => {
    const twin = someTool(t);
    const properties = { id: { type: 'string' }, force: { type: 'boolean' } };
    const other = { ...twin, description: t.random.sentence(), inputSchema: { type: 'object', properties } };
    const rest = someTools(t, 2);
    const tools = t.random.shuffle([twin, other, ...rest]);
    // Also where they stand on different pages.
    const [good, bad] = await goodAndBad(t, { tools, pageSize: t.random.pick([1, 2, undefined]) });
    t.expect.equal(
      toolsOf(await shownTools(t), bad),
      rest.map(({ name }) => name).toSorted(),
      `A server has two tools with the name ${twin.name}, and nobody can say which of them a call would run. Both should be left out, and the others stay.`,
    );
    script(t, []);
    await askWell(t);
    t.expect.that(
      !JSON.stringify(sent(t)[0]?.tools).includes(twin.name),
      'A tool that is there twice should not reach the model.',
    );
    await expectGoodWorks(t, good);
  }),

  check('breaks-off', 'Nobody trusts a list after the news of changes broke off', async (t: CheckTools) => {
    t.env({ MAX_RESPONSE_BYTES: '20000' });
    const options = { ttlMs: 3_600_000 };
    const [one, two] = [
      await openServer(t, { tools: someTools(t, 2), ...options }),
      await openServer(t, { tools: someTools(t, 2), ...options }),
    ];
    tell(t, one, two);
    await giveTimeToListen(t, one, two);
    // One hangs up. The other says so much that the host itself stops reading.
    one.hangUp();
    for (let i = 0; i < 300; i += 1) two.changed();
    await until(() => !isHeard(one) && !isHeard(two), 3000);
    await shownTools(t);
    await until(() => isHeard(one) && isHeard(two), 1000);
    // Who listens again hears of this, and who reads the list each time sees it.
    for (const server of t.random.shuffle([one, two, one, two])) {
      const fresh = someTool(t);
      server.tools.push(fresh);
      server.changed();
      const isSeen = await until(async () => toolsOf(await shownTools(t), server).includes(fresh.name), 8000);
      t.expect.that(isSeen, {
        message: `The stream on which ${server.name} says that its tools have changed broke off, and then they changed. A list that is kept for an hour is wrong by now: keep none while you cannot hear of changes, or listen again.`,
        expected: fresh.name,
        actual: toolsOf(await shownTools(t), server),
      });
    }
  }),
];
