import { flagsOf, report, type Command } from '../command.ts';
import { table } from '../output.ts';

export const command: Command = {
  name: 'labs',
  summary: 'the labs, with how far you are',
  usage: 'Usage: cairn labs',

  async run(ctx) {
    flagsOf(ctx, {});
    const { labs } = await ctx.services();
    const catalogue = labs.catalogue();
    for (const { file, line, field, message } of labs.problems())
      ctx.err(`${file}:${line} ${field}: ${message}`);
    report(ctx, catalogue, () =>
      table(
        catalogue.map(({ id, state, stepsPassed, steps, minutes, title, verifiedWith }) => [
          id,
          state === 'new' ? 'new' : `${stepsPassed}/${steps}`,
          `${minutes} min`,
          verifiedWith.length > 0 ? `${title} (verified with ${verifiedWith.join(', ')})` : title,
        ]),
      ),
    );
    return 0;
  },
};
