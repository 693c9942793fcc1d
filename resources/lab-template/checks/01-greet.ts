import type { DefineChecks } from '../../../electron/server/labs/checks.ts';

export default ((check) => [
  check('names-the-person', 'The greeting names the person', async (t) => {
    const name = t.random.name();
    const greeting = await t.call('greet', { name });
    t.expect.match(greeting, { text: `Hello, ${name}.` }, 'The greeting should name the person that it got.');
  }),
]) satisfies DefineChecks;
