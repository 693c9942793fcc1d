import { localDate } from '../../shared/practice.ts';
import { reviewMarkdown } from '../../shared/review-markdown.ts';
import { AppError } from '../../shared/errors.ts';
import { flagsOf, report, type Command } from '../command.ts';

export const command: Command = {
  name: 'review',
  summary: 'a week or a month: done, learned, spent, next; as markdown',
  usage: [
    'Usage: cairn review [--week | --month] [--date DAY]',
    '',
    '  --week         the week of the day (the default)',
    '  --month        the month of the day',
    '  --date DAY     a day in it, YYYY-MM-DD; today unless given',
    '',
    'The text is markdown: cairn review --month > november.md',
  ].join('\n'),

  async run(ctx) {
    const { values } = flagsOf(ctx, {
      week: { type: 'boolean' },
      month: { type: 'boolean' },
      date: { type: 'string' },
    });
    if (values.week && values.month) {
      throw new AppError('bad_input', 'A review is of a week or of a month.', {
        hint: 'Give --week or --month.',
      });
    }
    if (values.date !== undefined && !localDate.safeParse(values.date).success) {
      throw new AppError('bad_input', `"${values.date}" is not a day.`, {
        hint: 'Write it as YYYY-MM-DD, for example 2026-11-20.',
      });
    }
    const { review } = await ctx.services();
    const view = review.get(review.current(values.month ? 'month' : 'week', values.date));
    report(ctx, view, () => reviewMarkdown(view).trimEnd());
    return 0;
  },
};
